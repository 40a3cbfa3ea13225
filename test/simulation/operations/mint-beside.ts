import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { CommandId } from '../../../lib/model/ids';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import { command, operator } from './command';

/** Where nothing carries a label, somebody mints with the account that should be Rekey's alone, mostly while Rekey mints there, too. */
export function mintBeside(simulation: Simulation, key: KeySpec, random: Random): void {
  const { scheduler, coverage } = simulation;
  const issuer = simulation.issuerOf(key.issuer);
  if (issuer.capabilities.label !== 'none') return;
  const commandId = `manual:${random.hex(8)}` as CommandId;
  const order = { keyId: key.keyId, actor: operator, commandId };
  if (random.chance(0.8))
    command(
      simulation,
      commandId,
      (world) => requestRotation(world, order),
      () => undefined,
    );
  for (let count = random.whole(1, 3); count > 0; count--) {
    scheduler.after(random.chance(0.7) ? random.whole(0, 5000) : random.whole(0, 3_600_000), () => {
      // While everything comes once more, nothing else happens.
      if (simulation.watch.replays) return;
      coverage.note('issuer', 'a human mints beside Rekey');
      issuer.mintByHand({ allow: [] }, random);
    });
  }
}
