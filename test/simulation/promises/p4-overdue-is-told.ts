import { type Credential, isAccepted } from '../surroundings/credential';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../surroundings/truth';

/** Seconds after the hard end of a current version within which its owner is told, when nothing goes wrong: some sweeps. */
const toldSeconds = 900;

/** P4: a current version that outlives its policy, because nothing could take its place, is an incident that somebody hears of. */
export function checkOverdue(simulation: Simulation): void {
  const { watch, scheduler, keys } = simulation;
  const { quietMs, restoredMs } = watch;
  if (quietMs === undefined || restoredMs !== undefined || scheduler.nowMs < quietMs + toldSeconds * 1000) return;
  for (const key of keys) {
    if (key.released || key.observed !== undefined || key.foreignMs !== undefined) continue;
    // What Rekey came to act on counts anew.
    if (key.observing === true || key.takenOverMs !== undefined) continue;
    const secret = secretOf(simulation, key);
    const holder = secret && currentVersionIn(secret);
    const credential = holder === undefined ? undefined : credentialOf(simulation, key, holder);
    if (holder === undefined || credential === undefined || !isOverdue(simulation, key, credential)) continue;
    if (!watch.overdue.has(holder))
      watch.break('P4 no immortal', `${key.keyId}: ${holder} is past its end, and nobody was told`);
  }
}

function isOverdue({ scheduler, disturbedMs }: Simulation, key: KeySpec, credential: Credential): boolean {
  const { planted, revokedMs, requestedMs } = credential;
  if (planted || revokedMs !== undefined || !isAccepted(credential, scheduler.nowMs)) return false;
  const longest = Math.max(...key.manifests.map(({ maxAgeSeconds }) => maxAgeSeconds));
  const endMs = Math.max(requestedMs + longest * 1000, disturbedMs);
  return scheduler.nowMs > endMs + toldSeconds * 1000;
}
