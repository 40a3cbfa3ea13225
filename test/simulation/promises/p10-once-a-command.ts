import type { Transition } from '../../../lib/ports';
import type { Simulation } from '../surroundings/simulation';

/** A rotation in flight, and the versions that its attempts are named after. */
export interface Commanded {
  commandId: string;
  versions: Set<string>;
}

/** P10: one command, however often it comes, makes one version current. */
export function checkOnce({ watch }: Simulation, { entry, head }: Transition): void {
  const { keyId, rotation } = head;
  const versionId = entry.versionId ?? '';
  if (entry.type === 'rotation-begun' && rotation !== undefined)
    watch.commands.set(keyId, { commandId: rotation.commandId, versions: new Set([versionId]) });
  const command = watch.commands.get(keyId);
  if (command === undefined) return;
  if (entry.type === 'attempt-given-up' && rotation !== undefined) command.versions.add(rotation.versionId);
  // What somebody else made current, and an earlier rotation had given up, is not of this command.
  if (entry.type !== 'version-promoted' || !command.versions.has(versionId)) return;
  watch.commands.delete(keyId);
  const done = `${keyId} ${command.commandId}`;
  if (watch.carriedOut.has(done))
    watch.break('P10 idempotent', `${keyId}: ${command.commandId} made one version more current`);
  watch.carriedOut.add(done);
}
