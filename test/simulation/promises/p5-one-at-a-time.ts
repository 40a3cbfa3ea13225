import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import { keyOf } from '../../../lib/model/work/work';
import type { KeySpec } from '../surroundings/key-spec';
import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';
import { valueIn } from '../surroundings/truth';

/** Calls that only the one rotation in flight of a key makes. */
const acts: ReadonlySet<string> = new Set(['issuer.mint', 'issuer.roll', 'secrets.putPending', 'secrets.promote']);

/** Work that moves the label and rotates nothing: a roll-back fences a rotation out, which notices at its next transaction; a look at the key puts the label back, which AWS refuses once somebody else moved it. */
const moves: ReadonlySet<string | undefined> = new Set(['roll-back', 'check']);

/** P5, while it happens: two undisturbed workers never take turns in rotating one key. */
export function checkTurns(simulation: Simulation, process: SimulatedProcess, call: string): void {
  if (!acts.has(call)) return;
  const keyId = process.work && keyOf(process.work);
  if (keyId === undefined || moves.has(process.work?.kind)) return;
  const { turns, fencedOut } = simulation.watch;
  if (fencedOut.has(process)) return;
  const former = turns.get(keyId) ?? [];
  const mine = former.indexOf(process);
  // Who hung past its claim, and whose clock was set back meanwhile, takes it for its own still.
  const setBack = former.at(-1)?.clockJumped === true;
  if (mine >= 0 && mine < former.length - 1 && !process.disturbed && !setBack) {
    simulation.watch.break('P5 one at a time', `${process.name} and ${former.at(-1)?.name} rotate ${keyId} at once`);
  }
  turns.set(keyId, [...former.filter((one) => one !== process && one.alive), process]);
}

/** P5, while it happens: Rekey makes a version current once, and one that was current before only by an order to roll back. */
export function checkMove(
  simulation: Simulation,
  key: KeySpec,
  secret: HeldSecret,
  move: { from: string | undefined; to: string },
): void {
  const { watch, scheduler } = simulation;
  simulation.trace(
    () => `  AWSCURRENT of ${secret.name}: ${move.from?.slice(0, 8) ?? 'none'} -> ${move.to.slice(0, 8)}`,
  );
  const old = move.from === undefined ? undefined : valueIn(key, secret, move.from);
  const fresh = valueIn(key, secret, move.to);
  const reign = old === undefined ? undefined : watch.reigns.get(old);
  if (reign !== undefined) reign.untilMs = scheduler.nowMs;
  if (fresh === undefined) return;
  if (watch.reigns.has(fresh) && key.foreignMs === undefined) {
    const orders = watch.rollBacks.get(key.keyId) ?? 0;
    watch.rollBacks.set(key.keyId, orders - 1);
    // From here on it is as if a stranger had moved the label: found, told, and nothing revoked.
    if (orders <= 0 && watch.lateMoves.has(key.keyId)) key.foreignMs = scheduler.nowMs;
    else if (orders <= 0)
      watch.break('P5 one at a time', `${key.keyId}: ${move.to} was current before, and is made current again`);
  }
  watch.reigns.set(fresh, { fromMs: scheduler.nowMs });
}
