import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi();
});
afterEach(() => api.stop());

describe('runCli', () => {
  test('says who is not allowed what, and exits 2, when the signature is refused', async () => {
    const ran = await runAgainst(api, ['list', '--json'], { secretAccessKey: 'another' });
    expect(ran.json().error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('GET/v1/keys') });
    expect(ran.exit).toBe(2);
  });

  test('signs queries as AWS reads them', async () => {
    const ran = await runAgainst(api, ['list', '--owner', "o'hara+team (a*b)@example.com/é", '--json']);
    expect(ran.json()).toEqual({ keys: [] });
  });

  test('exits 2 without credentials', async () => {
    const ran = await runAgainst(api, ['list', '--json'], { noCredentials: true });
    expect(ran.json().error).toMatchObject({ code: 'credentials' });
    expect(ran.exit).toBe(2);
  });

  test('exits 2 where nothing answers', async () => {
    const ran = await runAgainst({ ...api, url: 'http://127.0.0.1:1' }, ['list', '--json']);
    expect(ran.json().error).toMatchObject({ code: 'unreachable' });
    expect(ran.exit).toBe(2);
  });

  test('exits 1 for an answer that it does not understand', async () => {
    api.answers.set('GET /v1/keys', { status: 200, body: { keys: [{}] } });
    const ran = await runAgainst(api, ['list', '--json']);
    expect(ran.json().error).toMatchObject({ code: 'internal' });
    expect(ran.exit).toBe(1);
  });

  test.each(['http://api.example.com', 'ftp://127.0.0.1', 'api'])('refuses the address %s', async (url) => {
    const ran = await runAgainst({ ...api, url }, ['list', '--json']);
    expect(ran.json().error).toMatchObject({ code: 'usage' });
    expect(ran.exit).toBe(2);
  });

  test.each([[['nonsense']], [['list', '--nonsense']], [[]], [['leak', 'report', '--exposure', 'loud']]])(
    'exits 2 for %j, with one object under --json',
    async (args) => {
      const ran = await runAgainst(api, [...args, '--json']);
      expect(ran.json().error).toMatchObject({ code: 'usage' });
      expect(ran.err).toBe('');
      expect(ran.exit).toBe(2);
    },
  );

  test('suggests the option that was meant, in one line', async () => {
    const ran = await runAgainst(api, ['list', '--ownr', 'ana']);
    expect(ran.err).toMatch(/^error: unknown option '--ownr' \(Did you mean --owner\?\)\n$/);
  });

  test('exits 0 for --help', async () => {
    const ran = await runAgainst(api, ['revoke', '--help']);
    expect(ran.out).toContain('--reason');
    expect(ran.exit).toBe(0);
  });

  describe('when it colours', () => {
    const escape = '\u001B[';

    test('does so on a terminal', async () => {
      expect((await runAgainst(api, ['doctor'], { colours: true })).out).toContain(escape);
    });

    test('does not elsewhere', async () => {
      expect((await runAgainst(api, ['doctor'])).out).not.toContain(escape);
    });

    test('does not under NO_COLOR', async () => {
      expect((await runAgainst(api, ['doctor'], { colours: true, env: { NO_COLOR: '1' } })).out).not.toContain(escape);
    });
  });

  test("lets no text of others reach the terminal's controls", async () => {
    const owner = 'eve\u001B[2J\u202Emoc';
    const key = { keyId: 'a', status: 'active', owner, purpose: 'x', issuer: 'unleash', rotating: false, failures: 0 };
    api.answers.set('GET /v1/keys', {
      status: 200,
      body: { keys: [{ ...key, registeredAt: '2026-11-23T12:00:00.000Z' }] },
    });
    const ran = await runAgainst(api, ['list']);
    expect(ran.out).toContain('eve\u{FFFD}[2J\u{FFFD}moc');
  });
});

describe('rekey doctor', () => {
  test('finds a fresh installation well', async () => {
    const ran = await runAgainst(api, ['doctor', '--json']);
    expect(ran.json()).toMatchObject({ ok: true, installation: { apiVersion: '1', keys: 0 } });
    expect(ran.exit).toBe(0);
  });

  test('names a clock that AWS would refuse, and exits 2', async () => {
    const ran = await runAgainst(api, ['doctor'], { ahead: 600_000 });
    expect(ran.out).toMatch(/FAIL {2}clock: (599|600|601) s/);
    expect(ran.exit).toBe(2);
  });

  test('goes on to say what it could not ask when there are no credentials', async () => {
    const ran = await runAgainst(api, ['doctor', '--json'], { noCredentials: true });
    expect(ran.json()).toMatchObject({ ok: false, checks: [{ name: 'credentials', ok: false }] });
    expect(ran.exit).toBe(2);
  });

  test('exits 1 when what is due is not picked up', async () => {
    const body = (await runAgainst(api, ['doctor', '--json'])).json()['installation'] as object;
    api.answers.set('GET /v1/doctor', { status: 200, body: { ...body, oldestDueSeconds: 1000 } });
    const ran = await runAgainst(api, ['doctor']);
    expect(ran.out).toContain('FAIL  sweep');
    expect(ran.exit).toBe(1);
  });

  test('names a rotation that fails, with its reason, and exits 2', async () => {
    const body = (await runAgainst(api, ['doctor', '--json'])).json()['installation'] as object;
    const failing = [{ keyId: 'shop/a', failures: 2, reason: 'the issuer is full' }];
    api.answers.set('GET /v1/doctor', { status: 200, body: { ...body, failing } });
    const ran = await runAgainst(api, ['doctor']);
    expect(ran.out).toContain('FAIL  rotation: shop/a failed 2 times, last: the issuer is full');
    expect(ran.exit).toBe(2);
  });
});
