import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import type { CommandId } from '../../../lib/model/ids';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import { IssuerError } from '../../../lib/ports';
import { operator } from '../../simulation/operations/command';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';

let simulation: Simulation;
let key: KeySpec;

beforeEach(async () => {
  simulation = new Simulation(1, { keys: 1, family: plainFamily });
  await simulation.open();
  key = simulation.keys[0] as KeySpec;
  key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 86_400 }));
  apply(simulation, key);
  await runQuietly(simulation, 120);
});

const promoted = () => simulation.coverage.counts.get('entry: version-promoted');
const nextTry = () => {
  const head = simulation.ledger.table.row('head', key.keyId, '')?.body as unknown as KeyHead | undefined;
  return Date.parse(head?.rotation?.nextTryAt ?? '') - simulation.scheduler.nowMs;
};

function rotate(): void {
  const order = { keyId: key.keyId, actor: operator, commandId: 'manual:1' as CommandId };
  startProcess(simulation, { kind: 'operate' }, (world) => requestRotation(world, order));
}

describe('a rotation whose issuer refuses the administrator', () => {
  it('goes on by itself once the administrator is accepted again', async () => {
    const [issuer] = simulation.issuers;
    if (issuer === undefined) throw new Error('no issuer');
    issuer.outage = { untilMs: simulation.scheduler.nowMs + 3600_000, kind: 'refuses its administrator' };
    rotate();
    await runQuietly(simulation, 3600);
    expect(promoted()).toBe(1);

    await runQuietly(simulation, 2 * 8640);

    expect(promoted()).toBe(2);
  });
});

describe('a rotation whose issuer asks to be left alone for a while', () => {
  it('is tried no sooner', async () => {
    const [issuer] = simulation.issuers;
    if (issuer === undefined) throw new Error('no issuer');
    const portFor = issuer.portFor.bind(issuer);
    issuer.portFor = (process) => ({
      ...portFor(process),
      mint: () => Promise.reject(new IssuerError('throttled', 'too many', { retryAfterSeconds: 5000 })),
    });
    rotate();

    await runQuietly(simulation, 60);

    expect(nextTry()).toBeGreaterThan(4900_000);
  });
});
