import { requestRollBack } from '../../../lib/engine/roll-back/request-roll-back';
import type { CommandId } from '../../../lib/model/ids';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import { command, operator } from './command';
import { wishOf } from './wish-of';

/** An operator wants the version before back. */
export function rollBackByHand(simulation: Simulation, key: KeySpec, random: Random): void {
  const { watch, coverage } = simulation;
  const commandId = `roll-back:${random.hex(8)}` as CommandId;
  watch.rollBacks.set(key.keyId, (watch.rollBacks.get(key.keyId) ?? 0) + 1);
  const wish = wishOf(simulation, key, { kind: 'roll-back', commandId });
  const order = { keyId: key.keyId, reason: 'simulated', actor: operator, commandId };
  command(
    simulation,
    commandId,
    (world) => requestRollBack(world, order),
    () => {
      coverage.note('roll-back', 'accepted');
      if (wish !== undefined) watch.wishes.push(wish);
    },
  );
}
