import { isInGrace } from '../surroundings/credential';
import type { Simulation } from '../surroundings/simulation';
import { isNameless } from '../surroundings/truth';

/** Seconds within which an accepted order to revoke is carried out when nothing goes wrong. */
const killSeconds = 900;

/** Liveness: what somebody ordered to be revoked is revoked within a bound, and not only when its time is over anyway. */
export function checkKillsDone(simulation: Simulation): void {
  const { watch, scheduler, keys, issuers } = simulation;
  if (watch.quietMs === undefined) return;
  if (scheduler.nowMs < watch.quietMs + killSeconds * 1000) return;
  for (const { credentials } of issuers) {
    for (const credential of credentials) {
      const { value, id, keyId, revokedMs } = credential;
      const ended = revokedMs !== undefined && !isInGrace(credential, scheduler.nowMs);
      if (ended || !watch.killsAccepted.has(value) || watch.dismissed.has(value)) continue;
      // A restored ledger has forgotten what was ordered, and on it only who names a version is obeyed.
      const sinceMs = watch.ordered.get(value) ?? 0;
      const named = sinceMs > (watch.restoredMs ?? 0) && scheduler.nowMs > sinceMs + killSeconds * 1000;
      if (watch.forgetful && !named) continue;
      // A pause of containments has them wait, unless a person decided in spite of it.
      const pausedMs = watch.overridden.has(value) ? 0 : watch.containmentsPausedUntilMs;
      if (scheduler.nowMs < pausedMs + killSeconds * 1000) continue;
      const key = keys.find((one) => one.keyId === keyId && !one.released && one.observing !== true);
      // What nobody can name a person ends.
      if (key !== undefined && !isNameless(simulation, key, credential))
        watch.break('an ordered kill is carried out', `${keyId}: ${id} is not revoked yet`);
    }
  }
}
