import { openIncident } from '../../../lib/engine/incidents/open-incident';
import type { World } from '../../../lib/engine/world';
import { chainEntry, chainStart } from '../../../lib/model/ledger/chain';
import type { Actor, IssuerName, KeyId, VersionId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Sighting } from '../../../lib/model/leaks/leak-report';
import type { Version } from '../../../lib/model/ledger/version';
import { MemoryLedger, MemoryQueues, MemoryTelemetry, SeededIds, TurnableClock } from '../../../lib/memory';

const keyId = 'shop/flags' as KeyId;
const versionId = '00000000-0000-5000-8000-000000000001' as VersionId;
const actor = 'arn:aws:iam::123456789012:user/scanner' as Actor;

/** A key with one living version. */
async function worldWithKey(): Promise<World> {
  const clock = new TurnableClock(instantOf(Date.UTC(2026, 0, 1)));
  const ids = new SeededIds('open-incident');
  const ledger = new MemoryLedger({ ids, clock });
  const at = clock.now();
  const evidence = {};
  const start = { sequence: 0, headHash: chainStart };
  const entry = chainEntry(start, { chain: keyId, type: 'key-registered', at, actor, evidence });
  const head: KeyHead = {
    keyId,
    status: 'active',
    manifest: {
      owner: 'ana@example.com',
      deputies: [],
      purpose: 'flags',
      issuer: 'unleash' as IssuerName,
      secret: { name: 'shop/flags', format: 'text' },
      grant: [{ allow: { type: 'client' }, because: 'reads flags' }],
      unrestricted: false,
      consumers: [{ name: 'shop', delaySeconds: 60 }],
      maxAgeSeconds: 86_400,
      overlapSeconds: 3600,
      expiry: 'revoke',
      leak: { overlapSeconds: 600, replaceWithinSeconds: 3 },
      notify: [],
    },
    registeredBy: actor,
    registeredAt: at,
    sequence: entry.sequence,
    headHash: entry.hash,
    fence: 0,
    currentVersionId: versionId,
    rotateAt: at,
  };
  const version: Version = {
    keyId,
    versionId,
    state: 'current',
    cause: 'created',
    placeholder: false,
    ref: { label: 'rekey-x' },
    issuedAt: at,
    refusals: 0,
    overdueTold: false,
  };
  await ledger.record({ expected: 'absent', head, entry, publish: false, versions: [version] });
  const installation = await ledger.installation();
  return { ledger, queues: new MemoryQueues(clock), clock, ids, telemetry: new MemoryTelemetry(), installation };
}

const allege = (world: World, reportId: string, sightings: Sighting[], exposure: 'private' | 'public' = 'private') =>
  openIncident(world, {
    keyId,
    versionId,
    report: { reportId, acceptedAt: world.clock.now(), actor, exposure, sightings },
    inputs: { possession: true, exposure, attestedBy: actor },
  });

describe('openIncident', () => {
  const place: Sighting = { source: 'secretlint', file: 'a.env', line: 1 };

  test('a hundred copies of a report under ids of their own join one incident and order one action', async () => {
    const world = await worldWithKey();
    const opened = [];
    for (let copy = 0; copy < 100; copy++) opened.push(await allege(world, `report-${copy}`, [place]));
    expect(opened.filter((one) => one?.act === true)).toHaveLength(1);
    const [incident, ...others] = await world.ledger.incidents(keyId);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ reportCount: 100, verdict: { kind: 'overlap' } });
  });

  test('a report that comes again, however late, is not counted again', async () => {
    const world = await worldWithKey();
    for (let copy = 0; copy < 50; copy++) await allege(world, `report-${copy}`, [place]);
    await allege(world, 'report-0', [place]);
    await allege(world, 'report-49', [place]);
    expect((await world.ledger.incidents(keyId))[0]?.reportCount).toBe(50);
  });

  test('a public report after a private one makes the verdict a kill, and is acted on', async () => {
    const world = await worldWithKey();
    await allege(world, 'first', [place]);
    const opened = await allege(world, 'second', [place], 'public');
    expect(opened).toMatchObject({ act: true, incident: { verdict: { kind: 'kill' }, state: 'open' } });
  });

  test('a flood of the longest sightings there can be leaves an item that DynamoDB takes', async () => {
    const world = await worldWithKey();
    for (let report = 0; report < 150; report++) {
      const sightings = Array.from({ length: 5 }, (_, nth) => ({
        source: 'secretlint',
        file: `${report}-${nth}`.padEnd(512, '\u{4e2d}'),
        url: 'https://example.com/'.padEnd(1024, '\u{4e2d}'),
        rule: ''.padEnd(128, '\u{4e2d}'),
      }));
      await allege(world, `report-${report}`, sightings);
    }
    const [incident] = await world.ledger.incidents(keyId);
    expect(Buffer.byteLength(JSON.stringify(incident))).toBeLessThan(400 * 1024);
  });
});
