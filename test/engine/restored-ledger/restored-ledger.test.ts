import { requestRevocation } from '../../../lib/engine/incidents/request-revocation';
import { requestRotation } from '../../../lib/engine/rotation/request-rotation';
import { revokeAtIssuer } from '../../../lib/engine/retirement/revocation';
import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import type { CommandId, VersionId } from '../../../lib/model/ids';
import type { Incident } from '../../../lib/model/leaks/incident';
import { operator } from '../../simulation/operations/command';
import { plainFamily } from '../../simulation/histories/crash-cases';
import { startMatch, startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { KeySpec } from '../../simulation/surroundings/key-spec';
import { leakOf } from '../../simulation/operations/leak-of';
import { apply } from '../../simulation/operations/operations';
import { Simulation } from '../../simulation/surroundings/simulation';
import { currentVersionIn, secretOf } from '../../simulation/surroundings/truth';
import type { SimulatedWorld } from '../../simulation/surroundings/world-of';

let simulation: Simulation;
let key: KeySpec;

beforeEach(async () => {
  simulation = new Simulation(1, { keys: 1, family: plainFamily });
  await simulation.open();
  key = simulation.keys[0] as KeySpec;
  key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 10_800, overlapSeconds: 1200 }));
  apply(simulation, key);
  // One rotation, and the version before it retires.
  await runQuietly(simulation, 2.2 * 3600);
  simulation.ledger.restore(simulation.ledger.table);
});

const holder = () => currentVersionIn(secretOf(simulation, key) as HeldSecret) as VersionId;
const credentials = () => simulation.issuers[0]?.credentials ?? [];
const alive = () => credentials().filter(({ revokedMs }) => revokedMs === undefined).length;
const incidents = () => simulation.ledger.table.of('incident', key.keyId).map(({ body }) => body as Incident);
const told = () => simulation.ledger.table.of('entry', 'INSTALLATION').map(({ body }) => String(body['type']));

async function refusal(run: (world: SimulatedWorld) => Promise<unknown>): Promise<unknown> {
  let refused: unknown;
  startProcess(simulation, { kind: 'operate' }, (world) =>
    run(world).then(
      (answer) => {
        refused = answer;
      },
      (error: unknown) => {
        refused = error;
      },
    ),
  );
  await runQuietly(simulation, 60);
  return refused;
}
const revoke = (versionId?: VersionId) =>
  refusal((world) =>
    requestRevocation(world, {
      keyId: key.keyId,
      actor: operator,
      reason: 'leaked',
      commandId: 'revoke:1' as CommandId,
      ...(versionId && { versionId }),
    }),
  );

describe('on a ledger that was restored from a backup', () => {
  it('nothing is minted, moved or revoked, whatever is due, and it is told once', async () => {
    const before = { holder: holder(), alive: alive(), minted: credentials().length };
    await runQuietly(simulation, 12 * 3600);
    expect({ holder: holder(), alive: alive(), minted: credentials().length }).toEqual(before);
    expect(told().filter((type) => type === 'ledger-restored')).toHaveLength(1);
  });

  it('a public leak opens an incident that waits and says why', async () => {
    startMatch(simulation, await leakOf(simulation, key, holder(), 'public'));
    const before = alive();
    await runQuietly(simulation, 600);
    expect(alive()).toBe(before);
    expect(incidents()).toMatchObject([{ state: 'open', timeline: expect.arrayContaining([standing]) }]);
  });

  it('a rotation is refused, and so is a revocation that names no version', async () => {
    const wish = { keyId: key.keyId, actor: operator, commandId: 'manual:1' as CommandId };
    expect(await refusal((world) => requestRotation(world, wish))).toMatchObject({ accepted: false });
    expect(await revoke()).toMatchObject({ code: 'refused' });
  });

  it('a version that an operator names is revoked, whatever was reported of it before, and not replaced', async () => {
    startMatch(simulation, await leakOf(simulation, key, holder(), 'public'));
    await runQuietly(simulation, 60);
    const minted = credentials().length;
    const named = holder();
    await revoke(named);
    await runQuietly(simulation, 120);
    expect(simulation.ledger.table.row('version', key.keyId, named)?.body).toMatchObject({ state: 'revoked' });
    expect(credentials()).toHaveLength(minted);
  });

  it('the last look before a revocation refuses, whoever calls it', async () => {
    const refused = await refusal(async (world) => {
      const version = await world.ledger.version(key.keyId, holder());
      if (version) await revokeAtIssuer(world, version);
    });
    expect(refused).toMatchObject({ code: 'refused' });
  });

  it('what was due goes on, once the ledger is in its own table again', async () => {
    const before = holder();
    await runQuietly(simulation, 12 * 3600);
    simulation.ledger.tableIdNow = 'memory';
    await runQuietly(simulation, 3600);
    expect(holder()).not.toBe(before);
  });
});

const standing = expect.objectContaining({ what: expect.stringContaining('the ledger was restored') });
