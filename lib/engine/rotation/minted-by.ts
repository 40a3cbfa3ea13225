import { plusSeconds } from '../../model/instant';
import type { Attempt } from '../../model/ledger/version';
import type { FoundKey } from '../../ports';
import { allKeys } from '../all-keys';
import type { WorkerWorld } from '../world';

/** Longest time, in seconds, in which whoever minted has stored or lost its claim: the longest run of a function, and the claim's grace. */
export const settledSeconds = 930;

/** A request may take effect this long after whoever sent it has given it up, in seconds: queues, retries of proxies. */
export const lateEffectSeconds = 180;

/** Seconds by which the issuer's clock may differ from ours: what it says it minted that much before or after may be the attempt's. */
const clocksDifferSeconds = 60;

/**
 * What an attempt left at the issuer: by its label, or where there are none, what is new since, is no version of any key, is too old to become one, and was minted while the attempt
 * could have done it. What somebody else mints there in that time cannot be told from it: such an issuer's account is Rekey's alone.
 */
export async function mintedBy(
  world: WorkerWorld,
  attempt: Pick<Attempt, 'label' | 'idsBefore' | 'principal' | 'begunAt'>,
): Promise<FoundKey[]> {
  if (world.issuer.capabilities.label !== 'none') {
    const found = await world.issuer.find({ label: attempt.label });
    return found.filter(({ ref }) => ref.label === attempt.label);
  }
  // The issuer first, the ledger after it: what was stored in between is then known.
  const { principal, begunAt } = attempt;
  const found = await world.issuer.find(principal === undefined ? {} : { principal });
  const settled = plusSeconds(world.clock.now(), -settledSeconds);
  const from = plusSeconds(begunAt, -clocksDifferSeconds);
  const until = plusSeconds(begunAt, settledSeconds + lateEffectSeconds + clocksDifferSeconds);
  const { recoveredAt } = await world.ledger.installation();
  const before = new Set(attempt.idsBefore);
  const strange = found.filter(
    ({ ref, createdAt }) =>
      ref.id !== undefined &&
      !before.has(ref.id) &&
      createdAt !== undefined &&
      createdAt < settled &&
      createdAt >= from &&
      createdAt <= until &&
      // Of what was minted before, a restored ledger may have forgotten whose it is.
      (recoveredAt === undefined || createdAt > recoveredAt),
  );
  if (strange.length === 0) return [];
  const known = await knownIds(world);
  return strange.filter(({ ref }) => ref.id !== undefined && !known.has(ref.id));
}

/** Ids of every version of every key of this issuer. Read in a recovery at an issuer without labels only, so its cost is borne seldom. */
async function knownIds(world: WorkerWorld): Promise<Set<string>> {
  const known = new Set<string>();
  for await (const { keyId, manifest } of allKeys(world.ledger)) {
    if (manifest.issuer !== world.issuer.name) continue;
    for (const { ref } of await world.ledger.versions(keyId)) if (ref?.id !== undefined) known.add(ref.id);
  }
  return known;
}
