import { type Credential, isInGrace } from '../surroundings/credential';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';
import { toldAsLost } from './told-as-lost';

/** Seconds after the last fault within which what was missed is made up for. */
const makeUpSeconds = 900;

/** P4: nothing outlives its `maxAge`. A kill that was accepted has been carried out. */
export function checkDeaths(simulation: Simulation): void {
  const { watch } = simulation;
  for (const key of simulation.keys) {
    if (key.released) continue;
    const credentials = simulation
      .issuerOf(key.issuer)
      .credentials.filter(({ keyId, planted }) => keyId === key.keyId && !planted);
    for (const credential of credentials) {
      if (!toldAsLost(simulation, credential)) checkAge(simulation, key, credential);
      if (
        watch.killsAccepted.has(credential.value) &&
        !watch.dismissed.has(credential.value) &&
        (credential.revokedMs === undefined || isInGrace(credential, simulation.scheduler.nowMs)) &&
        !isExpired(simulation, credential)
      )
        watch.break('an ordered kill is carried out', `${key.keyId}: ${credential.id} was never revoked`);
    }
  }
}

function checkAge(simulation: Simulation, key: KeySpec, credential: Credential): void {
  if (key.foreignMs !== undefined || key.manifests.some(({ expiry }) => expiry !== 'revoke')) return;
  const longest = Math.max(...key.manifests.map(({ maxAgeSeconds }) => maxAgeSeconds));
  const { nowMs } = simulation.scheduler;
  // What a recovery took over counts anew.
  const sinceMs = Math.max(credential.requestedMs, simulation.watch.recoveredMs ?? 0, key.takenOverMs ?? 0);
  const byMs = Math.max(sinceMs + longest * 1000 + 25_000, simulation.disturbedMs + makeUpSeconds * 1000);
  const endedMs = Math.min(credential.graceUntilMs ?? credential.revokedMs ?? nowMs, credential.expiresMs ?? nowMs);
  if (endedMs > byMs)
    simulation.watch.break(
      'P4 no immortal',
      `${key.keyId}: ${credential.id} lived ${(endedMs - credential.requestedMs) / 1000}s`,
    );
}

function isExpired(simulation: Simulation, { expiresMs }: Credential): boolean {
  return expiresMs !== undefined && expiresMs <= simulation.scheduler.nowMs;
}
