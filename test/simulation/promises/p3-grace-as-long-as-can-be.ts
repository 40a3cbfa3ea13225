import type { Credential } from '../surroundings/credential';
import type { SimulatedIssuer } from '../surroundings/simulated-issuer';
import type { Simulation } from '../surroundings/simulation';
import { isAtHardEnd, isKillBegun } from '../surroundings/truth';

/** Two clocks, each of which has jumped as far as clocks jump here, in seconds. */
const clocksDifferSeconds = 25;

/** P3: a value that consumers read is rolled with a grace as long as its overlap, where the issuer gives one; not after a kill, nor beyond its hard end. */
export function checkRoll(
  simulation: Simulation,
  issuer: SimulatedIssuer,
  credential: Credential,
  graceSeconds: number,
): void {
  const { watch, scheduler, keys } = simulation;
  const most = issuer.capabilities.roll?.graceMaxSeconds ?? 0;
  const key = keys.find(({ keyId }) => keyId === credential.keyId);
  const reign = watch.reigns.get(credential.value);
  if (most === 0 || key === undefined || reign === undefined || key.foreignMs !== undefined) return;
  const ends = key.manifests.map(({ overlapSeconds, leak }) => Math.min(overlapSeconds, leak.overlapSeconds));
  const least = Math.min(most, ...ends);
  if (graceSeconds >= least - clocksDifferSeconds || isKillBegun(simulation, issuer, credential)) return;
  // What is late is rolled with what is left of its life.
  if (isAtHardEnd(key, credential, scheduler.nowMs + least * 1000)) return;
  watch.break('P3 no early death', `${credential.keyId}: ${credential.id} is rolled with a grace of ${graceSeconds}s`);
}
