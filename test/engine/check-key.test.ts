import { checkKey } from '../../lib/engine/check-key';
import { orderCheck } from '../../lib/engine/order-check';
import { requestRotation } from '../../lib/engine/request-rotation';
import type { HeldSecret } from '../../lib/memory/memory-secrets-manager';
import type { Entry } from '../../lib/model/entry';
import type { Health } from '../../lib/model/health';
import type { Actor, CommandId } from '../../lib/model/ids';
import { instantOf } from '../../lib/model/instant';
import type { KeyHead } from '../../lib/model/key-head';
import type { Version } from '../../lib/model/version';
import { plainFamily } from '../simulation/crash-cases';
import type { Credential } from '../simulation/credential';
import { calm } from '../simulation/faults';
import { startProcess } from '../simulation/functions';
import { runQuietly } from '../simulation/history';
import type { IssuerFamily } from '../simulation/issuer-family';
import type { KeySpec } from '../simulation/key-spec';
import { apply } from '../simulation/operations';
import { Simulation } from '../simulation/simulation';
import { credentialOf, currentVersionIn, secretOf, valueIn } from '../simulation/truth';

const actor = 'arn:aws:iam::000000000000:user/operator' as Actor;
let simulation: Simulation;
let key: KeySpec;

beforeEach(() => begin(plainFamily));

async function begin(family: IssuerFamily): Promise<void> {
  simulation = new Simulation(1, { keys: 1, family, latencyMs: 20 });
  simulation.profile = calm;
  await simulation.open();
  key = simulation.keys[0] as KeySpec;
  key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 36_000, overlapSeconds: 1200 }));
  key.manifests = key.manifests.map((manifest) => ({ ...manifest, expiry: 'revoke' }));
  apply(simulation, key);
  await runQuietly(simulation, 120);
}

const secret = () => secretOf(simulation, key) as HeldSecret;
const holder = () => currentVersionIn(secret()) as string;
const row = (kind: 'head' | 'health', id = '') => simulation.ledger.table.row(kind, key.keyId, id)?.body as unknown;
const head = () => row('head') as KeyHead;
const health = () => row('health') as Health;
const version = (id: string) =>
  simulation.ledger.table.row('version', key.keyId, id)?.body as unknown as Version | undefined;
const entries = () => simulation.ledger.table.of('entry', key.keyId).map(({ body }) => body as unknown as Entry);
const types = () => entries().map(({ type }) => type);
const told = () => simulation.inbox.map(({ type, entry }) => `${type}: ${String(entry.evidence['what'] ?? '')}`.trim());
const issuer = () => simulation.issuers[0] as Simulation['issuers'][number];
const now = () => simulation.scheduler.nowMs;

/** Looks at the key, and lets what follows happen. */
async function look(seconds = 30): Promise<void> {
  startProcess(simulation, { kind: 'watch' }, (world) => orderCheck(world, head()));
  await runQuietly(simulation, seconds);
}

async function rotate(command: string): Promise<void> {
  startProcess(simulation, { kind: 'operate' }, (world) =>
    requestRotation(world, { keyId: key.keyId, actor, commandId: command as CommandId }),
  );
  await runQuietly(simulation, 60);
}

function moveByHand(to: string): void {
  key.foreignMs = now();
  const move = { secretId: secret().name, label: 'AWSCURRENT', moveTo: to, removeFrom: holder() };
  simulation.manager.updateSecretVersionStage(move);
}

function putByHand(value: string): string {
  key.foreignMs = now();
  const { secret: spec } = key.manifests[0] as KeySpec['manifests'][number];
  const text = spec.format === 'text' ? value : JSON.stringify({ [spec.field ?? 'token']: value, other: 'field' });
  const token = simulation.random.hex(32);
  simulation.manager.putSecretValue({ secretId: secret().name, token, value: text });
  return token;
}

function endAtConsole(id: string): Credential {
  key.foreignMs = now();
  const credential = credentialOf(simulation, key, id) as Credential;
  credential.deadMs = now();
  credential.revokedMs = now();
  return credential;
}

describe('a look at a key', () => {
  it('is planned when the key is issued, and then once a day at its own time', async () => {
    const planned = health().due?.at as string;
    expect(planned > instantOf(now())).toBe(true);
    await runQuietly(simulation, 86_400);
    expect(health().checkedAt?.slice(0, 15)).toBe(planned.slice(0, 15));
    expect(Date.parse(health().due?.at as string) - Date.parse(planned)).toBe(86_400_000);
  });

  it('of an undisturbed key finds it ready, says so once and to nobody, and changes nothing else', async () => {
    const before = head();
    await look();
    await look();
    expect(types().filter((type) => type === 'key-ready')).toHaveLength(1);
    expect(head().sequence).toBe(before.sequence + 1);
    expect(health()).toMatchObject({ hindrances: [], checkedAt: expect.any(String) });
    expect(told()).toEqual(['Key Registered:', 'Key Issued:']);
  });

  it('that many events order is made once', async () => {
    for (let event = 0; event < 20; event++) {
      startProcess(simulation, { kind: 'watch' }, (world) => orderCheck(world, head()));
    }
    await runQuietly(simulation, 30);
    const sent = simulation.queues
      .flatMap((queue) => queue.sent)
      .filter((body) => JSON.stringify(body).includes('check'));
    expect(sent).toHaveLength(1);
  });

  it('that is delivered again is not made again', async () => {
    await look();
    const { sequence } = head();
    const [queue] = simulation.queues.filter(({ name }) => name.startsWith('rotations'));
    for (const body of queue?.sent ?? []) queue?.deliver(body, 0);
    const calls = simulation.coverage.counts.get('step: check secrets.read');
    await runQuietly(simulation, 30);
    expect(head().sequence).toBe(sequence);
    expect(simulation.coverage.counts.get('step: check secrets.read')).toBe(calls);
  });

  it('waits while a rotation has a live claim', async () => {
    startProcess(simulation, { kind: 'operate' }, (world) =>
      requestRotation(world, { keyId: key.keyId, actor, commandId: 'manual:1' as CommandId }),
    );
    while (head().rotation?.claimUntil === undefined) await runQuietly(simulation, 0.01);
    const claimed = head().rotation?.claimUntil ?? '';
    startProcess(simulation, { kind: 'check', issuer: issuer() }, async (world) => {
      await orderCheck(world, head());
      await checkKey(world, { kind: 'check', keyId: key.keyId, dueAt: health().due?.at as never });
    });
    await runQuietly(simulation, 0.5);
    expect((health().due?.at ?? '') > claimed).toBe(true);
    expect(types()).not.toContain('foreign-found');
  });

  it('of a released key is the last', async () => {
    const file = simulation.ledger.table.row('head', key.keyId, '');
    Object.assign(file?.body ?? {}, { status: 'released' });
    await look();
    expect(health().due).toBeUndefined();
  });
});

describe('AWSCURRENT moved by hand', () => {
  it('back to a version that lives: the ledger follows, the newer one retires, and the next rotation is a day off or more', async () => {
    const old = holder();
    await rotate('manual:1');
    const newer = holder();
    moveByHand(old);
    await look();
    expect(head()).toMatchObject({ currentVersionId: old, rollBacks: 1 });
    expect(version(old)?.state).toBe('current');
    expect(version(newer)).toMatchObject({ state: 'retiring' });
    expect(told()).toContain('Key Rolled Back:');
    await runQuietly(simulation, 1400);
    expect(version(newer)?.state).toMatch(/revoked|dead/);
    expect(simulation.watch.broken).toBeUndefined();
    await rotate('manual:2');
    expect(holder()).not.toBe(old);
    expect(head().currentVersionId).toBe(holder());
  });

  it('back, with no event to tell: the retirement finds it, and ends nothing', async () => {
    const old = holder();
    await rotate('manual:1');
    moveByHand(old);
    await runQuietly(simulation, 1700);
    expect(credentialOf(simulation, key, old)?.revokedMs).toBeUndefined();
    expect(head().currentVersionId).toBe(old);
  });

  it('to a dead version: told as a gap, and moved back to what is accepted', async () => {
    const old = holder();
    await rotate('manual:1');
    const newer = holder();
    await runQuietly(simulation, 1800);
    expect(version(old)?.state).toBe('dead');
    moveByHand(old);
    await look();
    expect(holder()).toBe(newer);
    expect(told().filter((line) => line.startsWith('Foreign'))).toEqual([
      'Foreign Change Found: dead value',
      'Foreign Change Over: dead value',
    ]);
    expect(head()).toMatchObject({ currentVersionId: newer });
    expect(head().findings).toBeUndefined();
  });

  it('to a dead version while the current one is dead as well: a fresh value takes its place', async () => {
    const old = holder();
    await rotate('manual:1');
    const newer = holder();
    await runQuietly(simulation, 1800);
    endAtConsole(newer);
    moveByHand(old);
    await look(120);
    expect([old, newer]).not.toContain(holder());
    expect(version(holder())).toMatchObject({ cause: 'recovered', state: 'current' });
  });
});

describe('a value put by hand', () => {
  it('that the issuer knows is taken over, and the version before retires with its overlap', async () => {
    const before = holder();
    const put = putByHand(issuer().mintByHand({ allow: [{ level: 1 }] }).value);
    await look();
    expect(head().currentVersionId).toBe(put);
    expect(version(put)).toMatchObject({ state: 'current', cause: 'adopted', parent: before });
    expect(version(before)).toMatchObject({ state: 'retiring', retireAt: expect.any(String) });
    expect(told()).toContain('Credential Taken Over:');
    expect(simulation.ledger.table.fingerprints.size).toBeGreaterThan(3);
  });

  it('that is the current credential once more, with another field changed, stays the current version and is not retired', async () => {
    const before = holder();
    const copy = putByHand(valueIn(key, secret(), before) as string);
    await look();
    expect(head()).toMatchObject({ currentVersionId: before, copyVersionId: copy });
    expect(told()).toContain('Foreign Change Found: stored again');
    await rotate('manual:1');
    expect(head().currentVersionId).toBe(holder());
    expect(head().copyVersionId).toBeUndefined();
    expect([before, copy]).not.toContain(holder());
  });

  it('that is a retiring credential once more ends nothing: it is current again', async () => {
    const old = holder();
    await rotate('manual:1');
    const copy = putByHand(valueIn(key, secret(), old) as string);
    await runQuietly(simulation, 1700);
    expect(credentialOf(simulation, key, old)?.revokedMs).toBeUndefined();
    expect(head()).toMatchObject({ currentVersionId: old, copyVersionId: copy });
  });

  it('that is refused is a gap: told, and the label goes back', async () => {
    const before = holder();
    putByHand('cnry-ffffffffffffffffffffffff');
    await look();
    expect(holder()).toBe(before);
    expect(told()).toContain('Foreign Change Found: dead value');
  });

  it('that the issuer cannot name is held for a person, and found if it leaks', async () => {
    const before = holder();
    const credential = issuer().mintByHand({ allow: [] });
    const port = issuer().portFor.bind(issuer());
    issuer().portFor = (process) => ({ ...port(process), recognise: async () => undefined });
    const put = putByHand(credential.value);
    await look();
    await look();
    expect(holder()).toBe(put);
    expect(head().currentVersionId).toBe(before);
    expect(version(put)).toMatchObject({ state: 'pending', cause: 'adopted' });
    expect(version(put)?.ref).toBeUndefined();
    expect(told().filter((line) => line.startsWith('Foreign'))).toEqual(['Foreign Change Found: unknown credential']);
    expect(told()).toContain('Key Not Ready:');
    moveByHand(before);
    await runQuietly(simulation, 7200);
    expect(told()).toContain('Foreign Change Over: unknown credential');
    expect(told()).toContain('Key Ready:');
    expect(credential.revokedMs).toBeUndefined();
  });

  it('while an observed key has it, retires nothing', async () => {
    key.manifests = key.manifests.map((manifest) => ({ ...manifest, mode: 'observe' }));
    apply(simulation, key);
    await runQuietly(simulation, 60);
    const before = holder();
    putByHand(issuer().mintByHand({ allow: [] }).value);
    await look(7200);
    expect(credentialOf(simulation, key, before)?.revokedMs).toBeUndefined();
  });
});

describe('a secret that is scheduled for deletion', () => {
  it('is told; nothing is minted until it is restored; then the key goes on', async () => {
    const minted = issuer().credentials.length;
    simulation.manager.deleteSecret(secret().name);
    await look();
    await rotate('manual:1');
    expect(issuer().credentials).toHaveLength(minted);
    expect(told()).toContain('Foreign Change Found: deletion scheduled');
    secret().deleted = false;
    await look();
    expect(told()).toContain('Foreign Change Over: deletion scheduled');
    await rotate('manual:2');
    expect(issuer().credentials).toHaveLength(minted + 1);
  });

  it('lets nothing live beyond its hard end', async () => {
    const current = holder();
    const credential = credentialOf(simulation, key, current);
    simulation.manager.deleteSecret(secret().name);
    await look();
    await runQuietly(simulation, 36_000);
    expect(credential?.revokedMs).toBeDefined();
  });
});

describe('the current credential', () => {
  it('deleted at the issuer is told as a gap, and replaced at once', async () => {
    const before = holder();
    endAtConsole(before);
    await look(120);
    expect(told()).toContain('Foreign Change Found: credential ended');
    expect(version(holder())).toMatchObject({ cause: 'recovered', state: 'current', parent: before });
    expect(credentialOf(simulation, key, holder())?.revokedMs).toBeUndefined();
  });

  it('is not taken for dead while the issuer refuses everybody', async () => {
    issuer().outage = { untilMs: now() + 3600_000, kind: 'refuses all' };
    await look();
    expect(told().filter((line) => line.startsWith('Foreign'))).toEqual([]);
    expect(health().hindrances).toMatchObject([{ what: 'admin' }]);
    expect(told()).toContain('Key Not Ready:');
    await runQuietly(simulation, 86_400);
    expect(told()).toContain('Key Ready:');
  });

  it('with another grant than declared is told once, until that changes', async () => {
    const credential = credentialOf(simulation, key, holder()) as Credential;
    const declared = credential.grant;
    credential.grant = { allow: [{ level: 9 }] };
    key.foreignMs = now();
    await look();
    await look();
    expect(told().filter((line) => line === 'Foreign Change Found: other grant')).toHaveLength(1);
    credential.grant = declared;
    await look();
    expect(told()).toContain('Foreign Change Over: other grant');
  });
});

describe('a replaced version', () => {
  it('that somebody ended at the issuer is proven dead before its time', async () => {
    const old = holder();
    await rotate('manual:1');
    endAtConsole(old);
    await look(60);
    expect(version(old)?.state).toBe('dead');
    expect(entries().find(({ type }) => type === 'version-revoked')?.evidence['reason']).toBe('gone');
  });

  it('whose value somebody removed from the secret is told', async () => {
    const old = holder();
    await rotate('manual:1');
    secret().versions.delete(old);
    key.foreignMs = now();
    await look();
    expect(told()).toContain('Foreign Change Found: value gone');
  });
});

describe('readiness to be killed', () => {
  it('ends where the issuer has no room for a fresh credential', async () => {
    await begin({ ...plainFamily, capabilities: { ...plainFamily.capabilities, maxActive: 2 } });
    issuer().mintByHand({ allow: [] });
    await look();
    expect(health().hindrances).toEqual([{ what: 'slot', reason: expect.stringContaining('2 of 2') }]);
    expect(told().filter((line) => line.startsWith('Key Not Ready'))).toHaveLength(1);
  });

  it('is told with the time that the last version took to die', async () => {
    await rotate('manual:1');
    await runQuietly(simulation, 1800);
    await look();
    expect(health().secondsToDeath).toBeGreaterThan(0);
  });
});
