import { isAccepted } from '../surroundings/credential';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../surroundings/truth';

/** Seconds within which consumers read an accepted value again when nothing goes wrong: the longest delay between two tries, a tenth of the life of a value and six hours at most, and some sweeps. */
function endsSeconds({ manifests }: KeySpec): number {
  const longest = Math.max(...manifests.map(({ maxAgeSeconds }) => maxAgeSeconds));
  return Math.min(longest / 10, 21_600) + 1800;
}

/** Liveness of P1: after a kill, or a hard end, a key has a value again within a bound. */
export function checkGapsEnd(simulation: Simulation): void {
  const { watch, scheduler, keys, disturbedMs } = simulation;
  if (watch.quietMs === undefined || watch.restoredMs !== undefined) return;
  const before = new Map(watch.gaps);
  watch.gaps.clear();
  for (const key of keys) {
    if (key.released || key.observing === true || key.observed !== undefined || key.foreignMs !== undefined) continue;
    const issuer = simulation.issuerOf(key.issuer);
    // At one that is full a key waits for others to end.
    if (issuer.capabilities.roll === undefined && issuer.capabilities.maxActive !== null) continue;
    const secret = secretOf(simulation, key);
    const holder = secret && currentVersionIn(secret);
    const credential = holder === undefined ? undefined : credentialOf(simulation, key, holder);
    if (credential === undefined || isAccepted(credential, scheduler.nowMs)) continue;
    const wrongMs = Math.max(watch.quietMs, disturbedMs, issuer.mintsRefused?.untilMs ?? 0);
    const sinceMs = Math.max(before.get(key.keyId) ?? scheduler.nowMs, wrongMs);
    watch.gaps.set(key.keyId, sinceMs);
    if (scheduler.nowMs - sinceMs > endsSeconds(key) * 1000)
      watch.break('P1 no gap', `${key.keyId}: ${holder} is refused, and nothing takes its place`);
  }
}
