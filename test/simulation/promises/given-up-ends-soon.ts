import type { KeyHead } from '../../../lib/model/ledger/key-head';
import { type Credential, isAccepted } from '../surroundings/credential';
import type { KeySpec } from '../surroundings/key-spec';
import { pausesOn } from '../surroundings/pauses-on';
import type { Simulation } from '../surroundings/simulation';

/** Seconds within which a value that was given up is ended when nothing goes wrong: the longest claim, a late effect, an issuer's lags, what tells strangers from our own where there are no labels, and some sweeps. Sooner than any reaper comes. */
const endedSeconds = 2400;

/** Liveness of P5: what was minted and never became current is ended soon after its rotation went on without it, and not only when its time is over anyway or a reaper finds it. */
export function checkGivenUp(simulation: Simulation): void {
  const { watch, scheduler, keys } = simulation;
  if (watch.quietMs === undefined || watch.forgetful) return;
  const before = new Map(watch.left);
  watch.left.clear();
  for (const key of keys) {
    // What a stranger put into the secret, or took out of it, is not Rekey's to end.
    if (key.released || key.foreignMs !== undefined) continue;
    for (const one of simulation.issuerOf(key.issuer).credentials) {
      if (!isLeft(simulation, key, one)) continue;
      const sinceMs = before.get(one) ?? scheduler.nowMs;
      watch.left.set(one, sinceMs);
      if (scheduler.nowMs - sinceMs > endedSeconds * 1000)
        return watch.break('what is given up ends soon', `${key.keyId}: ${one.id} ${one.label} lives`);
    }
  }
}

/** Whether nothing but a revocation can still become of it. */
function isLeft(simulation: Simulation, key: KeySpec, credential: Credential): boolean {
  const { watch, scheduler, ledger } = simulation;
  const { keyId, planted, forgets, revokedMs, label, value } = credential;
  if (keyId !== key.keyId || planted || forgets > 0 || revokedMs !== undefined || watch.reigns.has(value)) return false;
  // Of what was minted before a restore nobody knows any more what became of it.
  if (credential.requestedMs <= (watch.restoredMs ?? 0)) return false;
  if (!isAccepted(credential, scheduler.nowMs)) return false;
  const head = ledger.table.row('head', key.keyId, '')?.body as KeyHead | undefined;
  // Where values are rolled, the next roll ends it, and a pause has that wait.
  const { nowMs } = scheduler;
  const rolls = simulation.issuerOf(key.issuer).capabilities.roll !== undefined;
  if (rolls && pausesOn(watch, key, { beganMs: nowMs, nowMs }).length > 0) return false;
  return head?.rotation?.label !== label && head?.rotation?.rolls !== true;
}
