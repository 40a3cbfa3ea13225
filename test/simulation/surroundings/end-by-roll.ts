import type { Credential } from './credential';
import type { SimulatedProcess } from './process';
import type { SimulatedIssuer } from './simulated-issuer';
import type { Simulation } from './simulation';

/** Another value takes the place of this one, which is accepted for its grace and a while more. Now and then the rights are not what they were: they are the credential's, whichever value it has. */
export function endByRoll(
  simulation: Simulation,
  issuer: SimulatedIssuer,
  credential: Credential,
  { graceSeconds, process }: { graceSeconds: number; process: SimulatedProcess },
): void {
  const { scheduler, profile, coverage, watch } = simulation;
  const { nowMs } = scheduler;
  const { roll, revocationSeconds } = issuer.capabilities;
  const graceMs = Math.min(graceSeconds, roll?.graceMaxSeconds ?? 0) * 1000;
  coverage.note('issuer', graceMs === 0 ? 'a roll without grace' : 'a roll with grace');
  simulation.trace(() => `  issuer rolls ${credential.id}, grace ${graceMs / 1000}s`);
  watch.rolling(issuer, credential, graceMs / 1000);
  const lagMs = Math.round(process.random.next() * revocationSeconds * 1000);
  Object.assign(credential, { revokedMs: nowMs, rolledMs: nowMs, graceUntilMs: nowMs + graceMs });
  // Nobody can have a value rolled once more that has no place any more: what was forgotten stays so.
  if (credential.forgets > 0) Object.assign(credential, { forgot: true, forgets: 1_000_000 });
  else credential.deadMs = Math.min(credential.deadMs ?? Number.POSITIVE_INFINITY, nowMs + graceMs + lagMs);
  if (!process.random.chance(profile.issuerLie / 4) || !process.struckBy('another grant given')) return;
  simulation.disturb();
  credential.grant = { ...credential.grant, more: true };
}
