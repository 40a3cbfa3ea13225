import type { LabelDecision } from './decide-label';
import type { Hindrance } from './health';
import type { SeenKey } from './seen-key';

/** What stands in the way of killing a key's current version, and of replacing it then; empty: ready. What cannot be known without harm is not in it. */
export function decideHindrances(seen: SeenKey, label: LabelDecision): Hindrance[] {
  const hindrances: Hindrance[] = [];
  if (seen.adminRefused !== undefined) hindrances.push({ what: 'admin', reason: seen.adminRefused });
  if (seen.slots !== undefined && seen.slots.taken >= seen.slots.most) {
    const { taken, most } = seen.slots;
    // One of them is the current version itself.
    hindrances.push({ what: 'slot', reason: `${taken} of ${most} credentials are taken: a fresh one has no room` });
  }
  if (seen.secret !== 'there') {
    hindrances.push({ what: 'secret', reason: `${seen.secret}: a fresh value could not be stored` });
  } else if (label.kind === 'wrong') {
    hindrances.push(
      label.what === 'unknown credential' || label.what === "another key's credential"
        ? { what: 'name', reason: `${label.what} is current: Rekey cannot end it` }
        : { what: 'probe', reason: `${label.what}: there is no value to tell dead from alive by` },
    );
  }
  return hindrances;
}
