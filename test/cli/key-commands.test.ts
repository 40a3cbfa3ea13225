import { stringify } from 'yaml';
import { hashOf } from '../../lib/model/ledger/chain';
import type { Entry } from '../../lib/model/ledger/entry';
import { declaration } from '../api/operator-installation';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi(2);
  const keys = { 'shop/a': declaration({ secret: { name: 'a', field: 'token' } }) };
  await runAgainst(api, ['apply', 'keys.yaml'], { files: { 'keys.yaml': stringify({ keys }) } });
  api.queues.waiting.length = 0;
});
afterEach(() => api.stop());

describe('rekey list', () => {
  test('shows a row a key, from every page', async () => {
    const keys = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((name) => [`shop/${name}`, declaration({ secret: { name, field: 'token' } })]),
    );
    await runAgainst(api, ['apply', 'keys.yaml'], { files: { 'keys.yaml': stringify({ keys }) } });
    const ran = await runAgainst(api, ['list']);
    expect(ran.out.match(/^shop\/[a-e] /gm)).toHaveLength(5);
  });
});

describe('rekey show', () => {
  test('shows what was declared', async () => {
    const ran = await runAgainst(api, ['show', 'shop/a']);
    expect(ran.out).toContain('because: reads flags at start');
    expect(ran.out).toContain('checkout-service, takes a new value within 5m');
    expect(ran.exit).toBe(0);
  });

  test('exits 2 for a key that is not there', async () => {
    const ran = await runAgainst(api, ['show', 'shop/nobody', '--json']);
    expect(ran.json().error).toMatchObject({ code: 'not_found' });
    expect(ran.exit).toBe(2);
  });

  test('exits 2 for an id that is none, and asks nobody', async () => {
    const before = api.requests.length;
    const ran = await runAgainst(api, ['show', 'shop/../a', '--json']);
    expect(ran.json().error).toMatchObject({ code: 'usage' });
    expect(api.requests).toHaveLength(before);
  });
});

describe('rekey rotate', () => {
  test("hands the worker the operator's rotation", async () => {
    const ran = await runAgainst(api, ['rotate', 'shop/a', '--json']);
    expect(ran.json()).toEqual({ keyId: 'shop/a', accepted: true });
    expect(api.queues.waiting).toMatchObject([
      { lane: 'rotations', work: { kind: 'rotate', commandId: 'command-1', cause: 'manual' } },
    ]);
  });

  test('repeats the same command when the API was not there', async () => {
    api.answers.set('POST /v1/rotate/shop/a', { status: 503, body: {} });
    const ran = await runAgainst(api, ['rotate', 'shop/a']);
    expect(ran.exit).toBe(0);
    expect(api.queues.waiting).toMatchObject([{ work: { commandId: 'command-1' } }]);
  });

  test('exits 2 with the reason when the key was released', async () => {
    api.answers.set('POST /v1/rotate/shop/a', {
      status: 409,
      body: { error: { code: 'conflict', message: 'a rotation is in flight', problems: [] } },
    });
    const ran = await runAgainst(api, ['rotate', 'shop/a']);
    expect(ran.err).toContain('a rotation is in flight');
    expect(ran.exit).toBe(2);
  });
});

describe('rekey revoke', () => {
  test('needs a reason', async () => {
    const ran = await runAgainst(api, ['revoke', 'shop/a', '--yes', '--json']);
    expect(ran.json().error).toMatchObject({ code: 'usage', message: expect.stringContaining('--reason') });
    expect(ran.exit).toBe(2);
  });

  test.each([
    ['no', { answer: 'n' }],
    ['nothing, for nobody is there', {}],
  ])('sends nothing and exits 3 when the answer is %s', async (_, around) => {
    const ran = await runAgainst(api, ['revoke', 'shop/a', '--reason', 'x'], around);
    expect(ran.exit).toBe(3);
    expect(api.requests).not.toContain('POST /v1/revoke/shop/a');
  });

  test('sends version and reason when the answer is yes', async () => {
    const version = '0'.repeat(32);
    const incidentId = `shop/a:${version}`;
    api.answers.set('POST /v1/revoke/shop/a', { status: 202, body: { incidentId } });
    const ran = await runAgainst(api, ['revoke', 'shop/a', '--reason', 'x', '--version', version, '--json'], {
      answer: 'yes',
    });
    expect(ran.json()).toEqual({ keyId: 'shop/a', incidentId });
    expect(ran.exit).toBe(0);
  });
});

describe('rekey rollback', () => {
  test('needs a reason', async () => {
    const ran = await runAgainst(api, ['rollback', 'shop/a', '--json']);
    expect(ran.json().error).toMatchObject({ code: 'usage', message: expect.stringContaining('--reason') });
    expect(ran.exit).toBe(2);
  });

  test('exits 2 with the reason when there is nothing to go back to', async () => {
    const ran = await runAgainst(api, ['rollback', 'shop/a', '--reason', 'x']);
    expect(ran.err).toContain('nothing was issued yet');
    expect(ran.exit).toBe(2);
  });

  test('says from which version to which', async () => {
    const body = { from: 'b'.repeat(32), to: 'a'.repeat(32) };
    api.answers.set('POST /v1/rollback/shop/a', { status: 202, body });
    const ran = await runAgainst(api, ['rollback', 'shop/a', '--reason', 'x', '--json']);
    expect(ran.json()).toEqual({ keyId: 'shop/a', ...body });
  });
});

describe('rekey pause', () => {
  test.each([
    ['no duration', ['shop/a', '--reason', 'x'], '--until'],
    ['no reason', ['shop/a', '--until', '4h'], '--reason'],
    ['nothing to pause', ['--until', '4h', '--reason', 'x'], 'exactly one'],
    ['a key and all', ['shop/a', '--all', '--until', '4h', '--reason', 'x'], 'exactly one'],
  ])('is refused with %s', async (_, args, message) => {
    const ran = await runAgainst(api, ['pause', ...args, '--json']);
    expect(ran.json().error).toMatchObject({ code: 'usage', message: expect.stringContaining(message) });
    expect(ran.exit).toBe(2);
  });

  test('of more than 30 days is refused', async () => {
    const ran = await runAgainst(api, ['pause', 'shop/a', '--until', '31d', '--reason', 'x']);
    expect(ran.err).toContain('30d at most');
    expect(ran.exit).toBe(2);
  });

  test('stands in the list, the key and the doctor until it is ended', async () => {
    const until = '2026-11-23T16:00:00.000Z';
    const ran = await runAgainst(api, [
      'pause',
      '--issuer',
      'unleash',
      '--until',
      '4h',
      '--reason',
      'upgrade',
      '--json',
    ]);
    expect(ran.json()).toEqual({ paused: 'issuer unleash', until });
    expect((await runAgainst(api, ['list'])).out).toContain(`paused until ${until}`);
    expect((await runAgainst(api, ['show', 'shop/a'])).out).toContain(`until ${until} by`);
    expect((await runAgainst(api, ['doctor'])).out).toContain(`issuer unleash until ${until}: upgrade`);
    const ended = await runAgainst(api, ['resume', '--issuer', 'unleash', '--json']);
    expect(ended.json()).toEqual({ what: 'issuer unleash', resumed: true });
    expect((await runAgainst(api, ['list'])).out).not.toContain('paused');
  });

  test('asks before leaks are left alone', async () => {
    const ran = await runAgainst(api, ['pause', 'shop/a', '--until', '4h', '--reason', 'x', '--containment'], {
      answer: 'n',
    });
    expect(ran.exit).toBe(3);
    expect(api.requests).not.toContain('POST /v1/pause/shop/a');
  });
});

describe('rekey lineage', () => {
  test('shows the entries with who made them', async () => {
    const ran = await runAgainst(api, ['lineage', 'shop/a']);
    expect(ran.out).toMatch(/1 {2}2026-11-23T12:00:00\.000Z {2}key-registered\n.*user\/ana/);
  });

  test('finds the chain as it was written', async () => {
    const ran = await runAgainst(api, ['lineage', 'shop/a', '--verify', '--json']);
    expect(ran.json()['verification']).toEqual({ kind: 'intact', entries: 1 });
    expect(ran.exit).toBe(0);
  });

  test.each<[string, (entry: Entry) => Record<string, unknown>]>([
    ['changed', (entry) => ({ ...entry, actor: 'arn:aws:iam::123456789012:user/mallory' })],
    ['given a field more', (entry) => ({ ...entry, note: 'x' })],
    [
      'changed and sealed again',
      (entry) => {
        const changed = { ...entry, evidence: {} };
        return { ...changed, hash: hashOf(changed) };
      },
    ],
  ])('exits 5 and names the entry that was %s', async (_, change) => {
    const lineage = (await runAgainst(api, ['lineage', 'shop/a', '--json'])).json();
    const entries = (lineage['entries'] as Entry[]).map(change);
    const answer = { status: 200, body: { ...lineage, entries } };
    const path = 'GET /v1/lineage/shop/a';
    // The command asks again before it believes in a break.
    api.answers.set(path, answer);
    const unsettled = await runAgainst(api, ['lineage', 'shop/a', '--verify', '--json']);
    expect(unsettled.exit).toBe(0);
    api.answers.get = () => answer;
    const ran = await runAgainst(api, ['lineage', 'shop/a', '--verify', '--json']);
    expect(ran.json()['verification']).toEqual({ kind: 'broken', sequence: 1, problem: 'changed' });
    expect(ran.exit).toBe(5);
  });

  test('draws the versions as a mermaid graph', async () => {
    const version = (letter: string, rest: object) => ({
      keyId: 'shop/a',
      versionId: letter.repeat(36),
      state: 'dead',
      cause: 'created',
      placeholder: false,
      issuedAt: '2026-11-23T12:00:00.000Z',
      refusals: 0,
      overdueTold: false,
      ...rest,
    });
    const lineage = (await runAgainst(api, ['lineage', 'shop/a', '--json'])).json();
    const versions = [
      version('p', { placeholder: true }),
      version('a', { parent: 'p'.repeat(36) }),
      version('b', { parent: 'a'.repeat(36), cause: 'scheduled', state: 'current' }),
    ];
    api.answers.set('GET /v1/lineage/shop/a', { status: 200, body: { ...lineage, versions } });
    const ran = await runAgainst(api, ['lineage', 'shop/a', '--mermaid']);
    expect(ran.out.split('\n').slice(0, 4)).toEqual([
      'flowchart TD',
      '  v1["aaaaaaaaaaaaa<br/>dead<br/>2026-11-23T12:00:00.000Z"]',
      '  v2["bbbbbbbbbbbbb<br/>current<br/>2026-11-23T12:00:00.000Z"]',
      '  v1 -->|scheduled| v2',
    ]);
  });
});

describe('rekey incident', () => {
  test('lists none while there are none', async () => {
    const ran = await runAgainst(api, ['incident', 'list', '--json']);
    expect(ran.json()).toEqual({ incidents: [] });
  });

  test('exits 2 for an incident that is not there', async () => {
    const ran = await runAgainst(api, ['incident', 'show', `shop/a:${'0'.repeat(32)}`, '--json']);
    expect(ran.json().error).toMatchObject({ code: 'not_found' });
    expect(api.requests).toContain(`GET /v1/incident/${'0'.repeat(32)}/shop/a`);
  });
});
