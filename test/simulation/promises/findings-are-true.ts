import type { Transition } from '../../../lib/ports';
import { isAccepted } from '../surroundings/credential';
import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf } from '../surroundings/truth';

/** P6 of what others did: nobody is told of a dead value that its issuer accepts, whomever else it refuses at the time. */
export function checkFound(simulation: Simulation, { entry, head }: Transition, process: SimulatedProcess): void {
  const { watch, keys, scheduler } = simulation;
  const { what, about } = entry.evidence;
  if (entry.type !== 'foreign-found' || process.kind !== 'check' || process.disturbed) return;
  if ((what !== 'credential ended' && what !== 'dead value') || typeof about !== 'string') return;
  const key = keys.find(({ keyId }) => keyId === head.keyId);
  const credential = key && credentialOf(simulation, key, about);
  if (credential === undefined || !isAccepted(credential, scheduler.nowMs)) return;
  // Put there before it was active, it was refused when it was asked about.
  if (!isAccepted(credential, process.startedMs)) return;
  // Revoked, and not refused everywhere yet, it is as good as dead.
  if (credential.revokedMs !== undefined) return;
  watch.break('P6 revoked is dead', `${head.keyId}: ${what} is told of ${about}, which is accepted`);
}
