import type { Transition } from '../../../lib/ports';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf } from '../surroundings/truth';

/** P10: a rotation for a leak replaces a value that was reported, or that somebody ordered to be revoked; what was replaced long ago is no reason. Each failure of one rotation counts. */
export function checkReason(simulation: Simulation, { entry, head }: Transition): void {
  const { watch, keys } = simulation;
  const { rotation } = head;
  const key = keys.find(({ keyId }) => keyId === head.keyId);
  if (key === undefined || rotation === undefined) return;
  // What was begun for a leak since the backup, and comes once more, finds a ledger that has forgotten that.
  if (entry.type === 'rotation-begun' && rotation.cause === 'leak' && watch.restoredMs === undefined) {
    const value = credentialOf(simulation, key, rotation.parent)?.value;
    if (value !== undefined && !watch.leaks.has(value) && !watch.killsBegun.has(value))
      watch.break('P10 idempotent', `${head.keyId}: ${rotation.parent} is replaced for a leak that is not its own`);
  }
  // A roll-back that could not be done has ended the rotation all the same, and its command begins another.
  if (entry.type === 'rotation-begun') watch.failures.delete(head.keyId);
  if (entry.type !== 'rotation-failed') return;
  const tries = watch.failures.get(head.keyId);
  if (tries?.commandId === rotation.commandId && rotation.failures <= tries.failures)
    watch.break('tries grow rarer', `${head.keyId}: failure ${rotation.failures} after failure ${tries.failures}`);
  watch.failures.set(head.keyId, { commandId: rotation.commandId, failures: rotation.failures });
}
