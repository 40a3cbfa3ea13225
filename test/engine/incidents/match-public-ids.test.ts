import { matchPublicIds, type PublicIdReport } from '../../../lib/engine/incidents/match-public-ids';
import type { World } from '../../../lib/engine/world';
import { MemoryLedger, MemoryQueues, MemoryTelemetry, SeededIds, TurnableClock } from '../../../lib/memory';
import type { Actor, IssuerName } from '../../../lib/model/ids';
import { follow, issuer, noon, registration, sampleVersion, versionIdOf } from '../../contract/samples';

const id = 'public-id-of-the-first';

/** A world with one key whose current version has a public id. */
async function oneKey() {
  const ports = { clock: new TurnableClock(noon), ids: new SeededIds('public ids') };
  const ledger = new MemoryLedger(ports);
  const queues = new MemoryQueues(ports.clock);
  const installation = await ledger.installation();
  const first = registration('ci/publish');
  await ledger.record(first);
  const { keyId } = first.head;
  const versionId = versionIdOf('first');
  const versions = [sampleVersion(keyId, versionId)];
  await ledger.record({ ...follow(first.head), versions, publicIds: [{ issuer, id, versionId }] });
  const world: World = { ...ports, ledger, queues, telemetry: new MemoryTelemetry(), installation };
  return { world, ledger, queues, keyId, versionId };
}

const report: PublicIdReport = {
  reportId: 'r1',
  acceptedAt: noon,
  actor: 'aws-health' as Actor,
  exposure: 'public',
  source: 'aws-health',
  possession: false,
  issuers: ['another' as IssuerName, issuer],
  ids: ['unknown-public-id', id],
  sighting: { source: 'aws-health' },
};

describe('a report that names credentials by public id', () => {
  test('kills the version that has it, as attested by the source, on no possession', async () => {
    const { world, ledger, queues, keyId } = await oneKey();

    expect(await matchPublicIds(world, report)).toBe(1);

    const [incident] = await ledger.incidents(keyId);
    expect(incident?.verdict).toMatchObject({
      kind: 'kill',
      reason: expect.stringContaining('aws-health'),
      inputs: { possession: false, exposure: 'public', attestedBy: 'aws-health' },
    });
    expect(queues.take({ lane: 'containments' }).map(({ work }) => work.kind)).toEqual(['contain']);
  });

  test('told again, changes nothing', async () => {
    const { world, ledger, keyId } = await oneKey();
    await matchPublicIds(world, report);
    const before = await ledger.key(keyId);

    await matchPublicIds(world, report);

    expect(await ledger.key(keyId)).toEqual(before);
  });

  test('is not read as naming the id of another issuer', async () => {
    const { world, queues } = await oneKey();

    expect(await matchPublicIds(world, { ...report, issuers: ['another' as IssuerName] })).toBe(0);
    expect(queues.waiting).toEqual([]);
  });
});
