import type { Transition } from '../../../lib/ports';
import type { Simulation } from '../surroundings/simulation';

/** P10: one command, however often it comes, makes one version current. */
export function checkOnce({ watch }: Simulation, { entry, head }: Transition): void {
  const { keyId } = head;
  if (entry.type === 'rotation-begun' && head.rotation !== undefined)
    watch.commands.set(keyId, head.rotation.commandId);
  if (entry.type !== 'version-promoted') return;
  const commandId = watch.commands.get(keyId);
  if (commandId === undefined) return;
  watch.commands.delete(keyId);
  const done = `${keyId} ${commandId}`;
  if (watch.carriedOut.has(done)) watch.break('P10 idempotent', `${keyId}: ${commandId} made one version more current`);
  watch.carriedOut.add(done);
}
