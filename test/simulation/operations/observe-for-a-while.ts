import type { Manifest } from '../../../lib/model/manifest/manifest';
import { apply } from './operations';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import { secretOf } from '../surroundings/truth';

/** The owner has Rekey only look on for a while, whatever is in flight, and then act again. */
export function observeForAWhile(simulation: Simulation, key: KeySpec, random: Random): void {
  const now = key.manifests.at(-1);
  if (
    now === undefined ||
    key.released ||
    key.observing === true ||
    secretOf(simulation, key)?.deleted !== false ||
    now.mode === 'observe'
  )
    return;
  key.observing = true;
  key.manifests.push({ ...now, mode: 'observe' });
  simulation.disturb();
  apply(simulation, key);
  simulation.scheduler.after(random.whole(60, 2 * 3600) * 1000, () => {
    const then = key.manifests.at(-1);
    if (then === undefined) return;
    key.manifests.push({ ...then, mode: 'enforce' });
    enforceAgain(simulation, key);
  });
}

/** After so many seconds nothing that was declared before can take effect any more. */
const settledSeconds = 200;

function enforceAgain(simulation: Simulation, key: KeySpec): void {
  simulation.disturb();
  apply(simulation, key, () => {
    key.observing = false;
    key.takenOverMs = simulation.scheduler.nowMs;
    simulation.disturb();
    if (simulation.watch.quietMs !== undefined) simulation.watch.quietMs = simulation.scheduler.nowMs;
    simulation.scheduler.after(settledSeconds * 1000, () => {
      const manifest = simulation.ledger.table.row('head', key.keyId, '')?.body['manifest'] as Manifest | undefined;
      if (manifest?.mode !== 'observe' || key.released) return;
      // A declaration of before took effect late.
      key.observing = true;
      enforceAgain(simulation, key);
    });
  });
}
