import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import type { KeySpec } from '../key-spec';
import type { Simulation } from '../simulation';
import { valueIn } from '../truth';

/** P5, while it happens: Rekey makes a version current once, and never one that was current before. */
export function checkMove(
  simulation: Simulation,
  key: KeySpec,
  secret: HeldSecret,
  move: { from: string | undefined; to: string },
): void {
  const { watch, scheduler } = simulation;
  simulation.trace(`  AWSCURRENT of ${secret.name}: ${move.from?.slice(0, 8) ?? 'none'} -> ${move.to.slice(0, 8)}`);
  const old = move.from === undefined ? undefined : valueIn(key, secret, move.from);
  const fresh = valueIn(key, secret, move.to);
  const reign = old === undefined ? undefined : watch.reigns.get(old);
  if (reign !== undefined) reign.untilMs = scheduler.nowMs;
  if (fresh === undefined) return;
  if (watch.reigns.has(fresh) && key.foreignMs === undefined) {
    watch.break('P5 one at a time', `${key.keyId}: ${move.to} was current before, and is made current again`);
  }
  watch.reigns.set(fresh, { fromMs: scheduler.nowMs });
}
