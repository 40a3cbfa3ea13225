import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { CommandId } from '../../../lib/model/ids';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { runQuietly } from '../../simulation/histories/history';
import { operator } from '../../simulation/operations/command';
import { apply } from '../../simulation/operations/operations';
import type { Credential } from '../../simulation/surroundings/credential';
import { startProcess } from '../../simulation/surroundings/functions';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import type { SimulatedIssuer } from '../../simulation/surroundings/simulated-issuer';
import { Simulation } from '../../simulation/surroundings/simulation';
import type { ChooseFault } from '../../simulation/trouble/faults';

describe('where nothing carries a label, what somebody mints before an attempt begins', () => {
  it('is left alone, though the list of what is there came long before', async () => {
    let lists = 0;
    let byHand: Credential | undefined;
    let oldFromMs = 0;
    const chooseFault: ChooseFault = ({ process, name }) => {
      if (!process.startsWith('rotate#') || lists < 0) return undefined;
      if (name === 'issuer.mint') return 'crash before';
      // The attempt before is so old that nothing minted by now is taken for its own.
      if (name === 'secrets.read' && simulation.scheduler.nowMs < oldFromMs) return 'crash before';
      if (name !== 'issuer.find') return undefined;
      lists += 1;
      // The first is of the attempt before, the second searches for what that left; the third is the list that the next attempt remembers.
      if (lists !== 3) return undefined;
      simulation.scheduler.after(1000, () => {
        byHand = issuer.mintByHand({ allow: [] });
      });
      return 'late answer';
    };
    const family = { ...plainFamily, capabilities: { ...plainFamily.capabilities, label: 'none' } } as const;
    const simulation = new Simulation(1, { keys: 1, family, chooseFault });
    const issuer = simulation.issuers[0] as SimulatedIssuer;
    await simulation.open();
    const key = simulation.keys[0] as KeySpec;
    key.manifests = key.manifests.map((one) => ({ ...one, maxAgeSeconds: 86_400 }));
    lists = -1;
    apply(simulation, key);
    await runQuietly(simulation, 120);

    lists = 0;
    oldFromMs = simulation.scheduler.nowMs + 1500_000;
    startProcess(simulation, { kind: 'operate' }, (world) =>
      requestRotation(world, { keyId: key.keyId, actor: operator, commandId: 'manual:1' as CommandId }),
    );
    await runQuietly(simulation, 7200);

    expect(lists).toBeGreaterThan(3);
    expect(byHand).toBeDefined();
    expect(byHand?.revokedMs).toBeUndefined();
  });
});
