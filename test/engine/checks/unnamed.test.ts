import { revokeAtIssuer } from '../../../lib/engine/retirement/revocation';
import { matchReport } from '../../../lib/engine/incidents/match-report';
import type { VersionId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { Version } from '../../../lib/model/ledger/version';
import { plainFamily, rollingFamily } from '../../simulation/histories/crash-cases';
import { leakOf } from '../../simulation/operations/leak-of';
import type { Credential } from '../../simulation/surroundings/credential';
import { startProcess } from '../../simulation/surroundings/functions';
import type { IssuerFamily } from '../../simulation/surroundings/issuer-family';
import { orderedIn } from '../recovery/ordered-in';
import { WatchedKey } from './watched-key';

let one: WatchedKey;
let strange: Credential;
let put: string;

/** Somebody puts a credential of their own into the secret of a key whose issuer cannot say which it is. */
async function strangerAt(family: IssuerFamily): Promise<void> {
  one = await WatchedKey.issued({ ...family, mute: true });
  strange = one.issuer.mintByHand({ allow: [] });
  put = one.put(strange.value);
  await one.look(400);
}

beforeEach(() => strangerAt(plainFamily));

async function leak(): Promise<void> {
  const report = await leakOf(one.simulation, one.key, put as VersionId, 'public');
  startProcess(one.simulation, { kind: 'match', about: report.reportId }, (world) => matchReport(world, report));
  await one.run(300);
}

const contained = () => one.entries.filter(({ type, versionId }) => type === 'version-revoked' && versionId === put);
const tries = () => one.simulation.coverage.counts.get('step: contain secrets.read') ?? 0;

describe('a leaked credential that nobody can name', () => {
  it('is neither revoked nor taken for revoked while it is accepted', async () => {
    await leak();
    expect(strange.revokedMs).toBeUndefined();
    expect(one.version(put)?.state).toBe('pending');
  });

  it('is told to be one whose end nobody can see, where its secret no longer holds its value', async () => {
    one.secret.versions.delete(put);
    one.move(one.head.currentVersionId as string);
    const report = await leakOf(one.simulation, one.key, put as VersionId, 'public');
    const known = [...one.simulation.ledger.table.fingerprints].filter(([, { versionId }]) => versionId === put);
    const candidates = known.map(([fingerprint]) => fingerprint);
    const findings = report.findings.map((finding) => ({ ...finding, candidates }));
    startProcess(one.simulation, { kind: 'match', about: report.reportId }, (world) =>
      matchReport(world, { ...report, findings }),
    );
    await one.run(300);

    expect(one.entries.findLast(({ type }) => type === 'leak-not-ended')?.evidence).toMatchObject({ watched: false });
  });

  it("is told to be a person's to end, at once and again, until somebody has", async () => {
    const asked = () => one.told.filter((line) => line.startsWith('Leak Not Ended')).length;
    await leak();
    expect(asked()).toBe(1);
    expect(one.entries.findLast(({ type }) => type === 'leak-not-ended')?.evidence).toMatchObject({ watched: true });
    await one.run(900);
    expect(asked()).toBe(2);
    one.end(put);
    one.move(one.head.currentVersionId as string);
    await one.run(86_400);
    expect(asked()).toBe(2);
  });

  it('is tried with each sweep, not every few seconds', async () => {
    await leak();
    expect(tries()).toBeGreaterThan(3);
    expect(tries()).toBeLessThan(9);
  });

  it('is recorded as revoked, and proven dead, once a person has ended it', async () => {
    await leak();
    one.end(put);
    one.move(one.head.currentVersionId as string);
    await one.run(300);
    expect(contained()).toHaveLength(1);
    expect(one.version(put)?.state).toBe('dead');
  });

  it('ends alone, where values are rolled', async () => {
    await strangerAt(rollingFamily(86_400));
    const before = one.head.currentVersionId as string;
    await leak();
    one.end(put);
    one.move(before);
    await one.run(300);
    expect(contained()[0]?.evidence['endedWith']).toBeUndefined();
    expect([one.version(put)?.state, one.version(before)?.state]).toEqual(['dead', 'current']);
  });

  it('is not taken for ended while its issuer refuses everybody', async () => {
    await leak();
    one.issuer.outage = { untilMs: one.simulation.scheduler.nowMs + 300_000, kind: 'refuses all' };
    await one.run(240);
    expect(one.version(put)?.state).toBe('pending');
  });

  it('stays reported when its label goes and comes again', async () => {
    const before = one.head.currentVersionId as string;
    await leak();
    one.move(before);
    await one.look();
    one.move(put);
    await one.look();
    expect(one.version(put)?.incidentId).toBe(`${one.key.keyId}:${put}`);
  });
});

describe('a value that was rolled, and rejected, beside one that nobody can name', () => {
  it('counts as ended once it is refused', async () => {
    await strangerAt(rollingFamily(0));
    one.move(one.head.currentVersionId as string);
    await one.look();
    one.wish('manual:1');
    const { scheduler, coverage } = one.simulation;
    while (!coverage.counts.has('step: rotate issuer.roll')) await scheduler.run(scheduler.nowMs + 20);
    for (const credential of one.issuer.credentials) credential.grant = { allow: [{ level: 9 }] };
    await one.run(60);
    const rejected = one.entries.find(({ type }) => type === 'rotation-failed')?.versionId as string;
    one.end(rejected);
    await one.run(900);
    expect(one.version(rejected)?.state).toMatch(/revoked|dead/);
  });

  it.each([
    ['is not revoked while a grace may bind the two', 0, 0],
    ['is revoked once none can', 1200, 1],
  ])('%s', async (_, afterSeconds, revoked) => {
    await strangerAt(rollingFamily(0));
    one.move(one.head.currentVersionId as string);
    await one.run(afterSeconds);
    const { credential, version } = pendingSince(afterSeconds);
    await orderedIn(one.simulation, (world) => revokeAtIssuer(world, version).catch(() => undefined));
    expect(credential.revokedMs === undefined ? 0 : 1).toBe(revoked);
  });
});

describe('a replaced value, of whose end by a roll nobody has recorded anything', () => {
  it('is not taken for ended while it is accepted, nor revoked with the one in use', async () => {
    one = await WatchedKey.issued(rollingFamily(0));
    const { credential, version } = pendingSince(1200);
    const replaced: Version = { ...version, state: 'retiring', ref: one.version(one.holder)?.ref };
    const { table } = one.simulation.ledger;
    const row = table.row('version', one.key.keyId, version.versionId);
    if (row !== undefined) table.put({ ...row, body: { ...replaced } });
    let outcome: unknown;
    await orderedIn(one.simulation, async (world) => {
      outcome = await revokeAtIssuer(world, replaced).catch((error: unknown) => error);
    });
    expect(outcome).toMatchObject({ code: 'contended' });
    expect([credential.revokedMs, one.credential(one.holder).revokedMs]).toEqual([undefined, undefined]);
  });
});

/** A version that never became current, as old as that, whose credential is another one than any that is known. */
function pendingSince(seconds: number): { credential: Credential; version: Version } {
  const { simulation, issuer, key, secret } = one;
  const credential = issuer.mintByHand({ allow: [] });
  Object.assign(credential, { keyId: key.keyId, activeMs: 0, listedMs: 0 });
  const row = simulation.ledger.table.row('version', key.keyId, one.head.currentVersionId as string);
  const id = simulation.random.hex(32);
  const value = secret.versions.get(one.holder)?.value.replace(one.value(one.holder), credential.value) ?? '';
  simulation.manager.putSecretValue({ secretId: secret.name, token: id, value, labels: ['KEPT'] });
  const issuedAt = instantOf(simulation.scheduler.nowMs - seconds * 1000);
  const ref = { id: credential.id, label: 'rekey-other' };
  const body = { ...row?.body, versionId: id, state: 'pending', issuedAt, ref, due: undefined };
  if (row !== undefined) simulation.ledger.table.put({ ...row, id, body, due: undefined });
  return { credential, version: body as unknown as Version };
}
