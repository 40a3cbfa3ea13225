import { pauseKey } from '../../../lib/engine/pauses/pause-key';
import { pauseWidely } from '../../../lib/engine/pauses/pause-widely';
import { resumeKey } from '../../../lib/engine/pauses/resume-key';
import { resumeWidely } from '../../../lib/engine/pauses/resume-widely';
import { instantOf } from '../../../lib/model/instant';
import type { PauseScope } from '../../../lib/model/work/pause';
import { command, operator } from './command';
import { rotateByHand } from './rotate-by-hand';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import type { SimulatedWorld } from '../surroundings/world-of';

/** Somebody pulls the brake for a while, for one key, for an issuer or for all, of containments as well perhaps, and may let it go before its time. */
export function pause(simulation: Simulation, key: KeySpec, random: Random): void {
  const { scheduler, watch } = simulation;
  const ms = random.whole(300, random.chance(0.3) ? 3 * 3600 : 3600) * 1000;
  const wide = random.pick<PauseScope | 'key'>(['key', 'key', 'key', { all: true }, { issuer: key.issuer }]);
  const containment = random.chance(0.2);
  const untilMs = scheduler.nowMs + ms;
  const scope = nameOf(key, wide);
  const pause = { until: instantOf(untilMs), reason: 'simulated', actor: operator, containment };
  const order = (world: SimulatedWorld) =>
    wide === 'key' ? pauseKey(world, key.keyId, pause) : pauseWidely(world, { scope: wide, pause });
  ordered(simulation, scope);
  if (containment) watch.containmentsPausedUntilMs = Math.max(watch.containmentsPausedUntilMs, untilMs);
  command(simulation, `pause ${scope} ${ms}`, order, () => {
    // Of two orders about one scope nobody knows which is carried out last.
    if (watch.braked.get(scope) === 1) watch.pauses.set(scope, { fromMs: scheduler.nowMs, untilMs, containment });
  });
  let over = false;
  // What a pause keeps alive is made up for once it is over.
  const ended = () => {
    simulation.disturb();
    if (!over && scheduler.nowMs < untilMs) scheduler.after(60_000, ended);
  };
  ended();
  if (!random.chance(0.3)) return;
  scheduler.after(random.whole(1, ms), () => {
    if (simulation.quiet) return;
    // One that was not answered yet may come after this.
    const stood = watch.pauses.has(scope);
    const last = ordered(simulation, scope);
    command(
      simulation,
      `resume ${scope} ${ms}`,
      (world) => (wide === 'key' ? resumeKey(world, key.keyId, operator) : resumeWidely(world, wide, operator)),
      () => {
        if (!stood || watch.braked.get(scope) !== last) return;
        over = true;
        watch.resumed.add(scope);
        // Why somebody ends a pause before its time.
        rotateByHand(simulation, key, random);
      },
    );
  });
}

function nameOf(key: KeySpec, wide: PauseScope | 'key'): string {
  if (wide === 'key') return key.keyId;
  return 'all' in wide ? 'all' : `issuer ${wide.issuer}`;
}

/** Notes one more order about a scope, from which on its pause may be another one; gives how many there were. */
function ordered({ watch }: Simulation, scope: string): number {
  const count = (watch.braked.get(scope) ?? 0) + 1;
  watch.braked.set(scope, count);
  watch.pauses.delete(scope);
  watch.resumed.delete(scope);
  return count;
}
