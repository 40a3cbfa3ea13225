import { type Credential, isInGrace } from './credential';
import type { SimulatedProcess } from './process';
import type { SimulatedIssuer } from './simulated-issuer';
import type { Simulation } from './simulation';

/** A credential is switched off, or its revocation is accepted: it takes effect after a while, or is forgotten. */
export function takeEnd(
  { profile, coverage, scheduler }: Simulation,
  { capabilities }: SimulatedIssuer,
  credential: Credential,
  { how, process }: { how: 'disable' | 'revoke'; process: SimulatedProcess },
): void {
  const { nowMs } = scheduler;
  const { random } = process;
  const inGrace = isInGrace(credential, nowMs);
  // What was in its grace ends with the credential.
  if (how === 'revoke' && inGrace) credential.graceUntilMs = nowMs;
  if (how === 'revoke' && credential.revokedMs === undefined) {
    credential.revokedMs = nowMs;
    if (random.chance(profile.issuerLie) && process.struckBy('403 to a probe'))
      credential.forbiddenUntilMs = nowMs + random.whole(5, 300) * 1000;
  }
  if (credential.forgets > 0) {
    coverage.note('issuer', 'a revocation forgotten');
    credential.forgot = true;
    // What a roll forgot to end nobody asks to end again: it has no name of its own.
    if (how === 'revoke' && credential.rolledMs === undefined) credential.forgets -= 1;
    return;
  }
  if (how === 'disable') {
    credential.disabled = true;
    return;
  }
  const deadMs = nowMs + Math.round(random.next() * capabilities.revocationSeconds * 1000);
  if (inGrace) credential.deadMs = deadMs;
  else credential.deadMs ??= deadMs;
}
