import { pauseKey } from '../../../lib/engine/pauses/pause-key';
import { pauseWidely } from '../../../lib/engine/pauses/pause-widely';
import { resumeKey } from '../../../lib/engine/pauses/resume-key';
import { resumeWidely } from '../../../lib/engine/pauses/resume-widely';
import { instantOf } from '../../../lib/model/instant';
import { command, operator } from './command';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import type { SimulatedWorld } from '../surroundings/world-of';

/** Somebody pulls the brake for a while, for one key or for all, and may let it go before its time. */
export function pause(simulation: Simulation, key: KeySpec, random: Random): void {
  const { scheduler, watch } = simulation;
  const ms = random.whole(300, 3600) * 1000;
  const all = random.chance(0.3);
  const untilMs = scheduler.nowMs + ms;
  const scope = all ? 'all' : key.keyId;
  const pause = { until: instantOf(untilMs), reason: 'simulated', actor: operator, containment: false };
  const order = (world: SimulatedWorld) =>
    all ? pauseWidely(world, { scope: { all: true }, pause }) : pauseKey(world, key.keyId, pause);
  ordered(simulation, scope);
  command(simulation, `pause ${key.keyId} ${ms}`, order, () => {
    // Of two orders about one scope nobody knows which is carried out last.
    if (watch.braked.get(scope) === 1) watch.pauses.set(scope, { fromMs: scheduler.nowMs, untilMs });
  });
  // What a pause keeps alive is made up for once it is over.
  const ended = () => {
    simulation.disturb();
    if (scheduler.nowMs < Date.parse(pause.until)) scheduler.after(60_000, ended);
  };
  ended();
  if (!random.chance(0.3)) return;
  scheduler.after(random.whole(1, ms), () => {
    if (simulation.quiet) return;
    ordered(simulation, scope);
    command(
      simulation,
      `resume ${key.keyId} ${ms}`,
      (world) => (all ? resumeWidely(world, { all: true }, operator) : resumeKey(world, key.keyId, operator)),
      () => undefined,
    );
  });
}

/** Notes one more order about a scope, from which on its pause may be another one. */
function ordered({ watch }: Simulation, scope: string): void {
  watch.braked.set(scope, (watch.braked.get(scope) ?? 0) + 1);
  watch.pauses.delete(scope);
}
