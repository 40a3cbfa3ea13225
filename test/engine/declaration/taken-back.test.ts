import { applyKey } from '../../../lib/engine/declaration/apply-key';
import { releaseKey } from '../../../lib/engine/declaration/release-key';
import { orderCheck } from '../../../lib/engine/order-check';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Manifest } from '../../../lib/model/manifest/manifest';
import { operator } from '../../simulation/operations/command';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { Simulation } from '../../simulation/surroundings/simulation';
import { secretOf } from '../../simulation/surroundings/truth';
import type { SimulatedWorld } from '../../simulation/surroundings/world-of';

describe('a key that was released before it had a value', () => {
  it('gets one once it is taken back, though its secret was away when somebody looked last', async () => {
    const simulation = new Simulation(1, { keys: 1, family: plainFamily, latencyMs: 20 });
    await simulation.open();
    const { keyId, issuer, manifests } = simulation.keys[0] as KeySpec;
    const head = () => simulation.ledger.table.row('head', keyId, '')?.body as unknown as KeyHead;
    const does = async (what: (world: SimulatedWorld) => Promise<unknown>) => {
      startProcess(simulation, { kind: 'operate', about: keyId }, what);
      await runQuietly(simulation, 120);
    };
    const declare = (world: SimulatedWorld) =>
      applyKey(world, { keyId, manifest: manifests[0] as Manifest, actor: operator });
    simulation.issuerOf(issuer).mintsRefused = { untilMs: Number.POSITIVE_INFINITY, kind: 'quota' };
    await does(declare);
    const secret = secretOf(simulation, simulation.keys[0] as KeySpec);
    if (secret === undefined) throw new Error('the secret was not made');
    secret.deleted = true;
    await does((world) => orderCheck(world, head()));
    expect(head().findings).toMatchObject([{ what: 'deletion scheduled' }]);
    await does((world) => releaseKey(world, { keyId, actor: operator }));
    secret.deleted = false;
    simulation.issuerOf(issuer).mintsRefused = undefined;
    await runQuietly(simulation, 3 * 86_400);

    await does(declare);
    await runQuietly(simulation, 3600);

    expect(head()).toMatchObject({ rotateAt: expect.any(String) as unknown });
    expect(head().findings).toBeUndefined();
  });
});
