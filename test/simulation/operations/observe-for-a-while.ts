import { epochMs, type Instant } from '../../../lib/model/instant';
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
    simulation.disturb();
    apply(simulation, key, () => {
      key.observing = false;
      key.takenOverMs = declaredMs(simulation, key);
      simulation.disturb();
      if (simulation.watch.quietMs !== undefined) simulation.watch.quietMs = simulation.scheduler.nowMs;
    });
  });
}

/** When the ledger heard of the newest declaration of a key: its answer may have come long after. */
function declaredMs({ ledger, scheduler }: Simulation, { keyId }: KeySpec): number {
  const changes = ledger.table.of('entry', keyId).filter(({ body }) => body['type'] === 'key-changed');
  const at = changes.at(-1)?.body['at'] as Instant | undefined;
  return at === undefined ? scheduler.nowMs : Math.min(scheduler.nowMs, epochMs(at));
}
