import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { CommandId } from '../../../lib/model/ids';
import { checkResumed, mayBePaused } from '../promises/resumed-goes-on';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import { command, operator } from './command';
import { wishOf } from './wish-of';

/** An operator wants a fresh value now. */
export function rotateByHand(simulation: Simulation, key: KeySpec, random: Random): void {
  const commandId = `manual:${random.hex(8)}` as CommandId;
  const wish = wishOf(simulation, key, { kind: 'rotate', commandId });
  let accepted = false;
  command(
    simulation,
    commandId,
    async (world, process) => {
      simulation.watch.orderedMs.set(commandId, simulation.scheduler.nowMs);
      const mayRead = mayBePaused(simulation, key);
      const answer = await requestRotation(world, { keyId: key.keyId, actor: operator, commandId });
      accepted = answer.accepted;
      // Who began while there was one, or was answered late, may have seen a pause that has ended since.
      const paused = !answer.accepted && answer.reason.startsWith('paused');
      if (paused && !mayRead && !process.disturbed) checkResumed(simulation, key);
    },
    () => {
      if (accepted && wish !== undefined) simulation.watch.wishes.push(wish);
    },
  );
}
