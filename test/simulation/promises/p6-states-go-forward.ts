import type { Transition } from '../../../lib/ports';
import type { Simulation } from '../surroundings/simulation';

/** P6: what was recorded as revoked is never anything again but dead, and what was recorded as dead nothing else; nobody goes back to it. */
export function checkForward({ watch }: Simulation, { entry, head, versions = [] }: Transition): void {
  for (const { versionId, state } of versions) {
    const before = watch.ended.get(versionId);
    if (before === 'dead' ? state !== 'dead' : before === 'revoked' && state !== 'revoked' && state !== 'dead')
      watch.break('P6 revoked is dead', `${head.keyId}: ${versionId} was ${before}, and is ${state} again`);
    if (state === 'revoked' || state === 'dead') watch.ended.set(versionId, state);
  }
  if (entry.type === 'roll-back-begun' && entry.versionId !== undefined && watch.ended.has(entry.versionId))
    watch.break('P6 revoked is dead', `${head.keyId}: it is gone back to ${entry.versionId}, which was revoked`);
}
