import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { HttpsGithubApi } from '../../lib/leaks/github/https-github-api';
import { readGithubHint } from '../../lib/leaks/github/read-github-hint';
import type { LeakHint } from '../../lib/model/leaks/leak-hint';
import { SecretValue } from '../../lib/model/secret-value';
import { type GithubServer, startGithubServer } from './github-server';
import { acmeToken, intake } from './intake';

const hint: LeakHint = {
  kind: 'github-alert',
  reportId: 'a'.repeat(32),
  acceptedAt: '2026-11-23T20:20:00.000Z' as LeakHint['acceptedAt'],
  owner: 'acme',
  repository: 'shop',
  alert: 7,
  action: 'created',
};

let server: GithubServer;
beforeEach(async () => {
  server = await startGithubServer();
});
afterEach(() => server.stop());

/** Match's view of the server, which after so many pauses of match answers as it should. */
function github(baseUrl = server.url, recoversAfter = Number.POSITIVE_INFINITY) {
  const { world, fingerprint } = intake();
  const tokenOf: string[] = [];
  const api = new HttpsGithubApi(baseUrl, async (owner) => {
    tokenOf.push(owner);
    return new SecretValue(`${server.token}\n`);
  });
  const pauses: number[] = [];
  const clock = {
    async sleep(milliseconds: number) {
      pauses.push(milliseconds);
      if (pauses.length === recoversAfter) delete server.answerWith;
    },
  };
  const read = (of: LeakHint = hint) => readGithubHint({ ...world, clock, github: api }, of);
  return { read, fingerprint, tokenOf, pauses };
}

describe('a hint of GitHub', () => {
  test('is read there with the token of its owner, and becomes a report of fingerprints', async () => {
    const token = acmeToken();
    server.alerts.set('acme/shop#7', { secret: token, html_url: 'https://gh.example/7', secret_type: 'acme_token' });
    server.places.set('acme/shop#7', [
      { type: 'commit', details: { path: `src/${token}.ts`, start_line: 4, commit_sha: 'abc' } },
      { type: 'issue_title', details: { issue_title_url: 'https://gh.example/issues/1' } },
    ]);
    const { read, fingerprint, tokenOf } = github();

    const report = await read();

    const [computed] = [await fingerprint(token)];
    const said = { source: 'github', url: 'https://gh.example/7', rule: 'acme_token' };
    expect(report).toEqual({
      reportId: hint.reportId,
      acceptedAt: hint.acceptedAt,
      actor: 'github',
      source: 'github',
      possession: true,
      trust: 'attesting',
      exposure: 'private',
      findings: [
        { candidates: [computed], form: 'acme', sighting: { ...said, file: 'src/[secret].ts', line: 4 } },
        { candidates: [computed], form: 'acme', sighting: said },
      ],
    });
    expect(new Set(tokenOf)).toEqual(new Set(['acme']));
    expect(server.asked.toSorted()).toEqual([
      '/repos/acme/shop/secret-scanning/alerts/7',
      '/repos/acme/shop/secret-scanning/alerts/7/locations',
    ]);
  });

  test.each<[boolean | undefined, boolean | undefined, string]>([
    [true, false, 'public'],
    [false, true, 'private'],
    [undefined, true, 'public'],
    [undefined, undefined, 'private'],
  ])('is public as GitHub says there (%s), or else as the webhook said (%s): %s', async (there, webhook, exposure) => {
    server.alerts.set('acme/shop#7', { secret: acmeToken(), publicly_leaked: there ?? null });

    const report = await github().read(webhook === undefined ? hint : { ...hint, publiclyLeaked: webhook });

    expect(report.exposure).toBe(exposure);
  });

  test('on a value in base64 is looked up in both forms', async () => {
    const plain = randomBytes(12).toString('hex');
    const encoded = Buffer.from(plain).toString('base64');
    server.alerts.set('acme/shop#7', { secret: encoded, is_base64_encoded: true });
    const { read, fingerprint } = github();

    const { findings } = await read();

    expect(findings).toHaveLength(1);
    expect(findings[0]?.candidates).toEqual(
      expect.arrayContaining([await fingerprint(plain), await fingerprint(encoded)]),
    );
  });

  test('on a value that is not said to be base64 is looked up as it stands', async () => {
    const plain = randomBytes(12).toString('hex');
    const encoded = Buffer.from(plain).toString('base64');
    server.alerts.set('acme/shop#7', { secret: encoded });
    const { read, fingerprint } = github();

    expect((await read()).findings[0]?.candidates).toEqual([await fingerprint(encoded)]);
  });

  test('at a GitHub Enterprise Server is read below its path', async () => {
    server.answerWith = { status: 200, body: JSON.stringify({ secret: acmeToken() }) };

    await github(`${server.url}/api/v3/`).read();

    expect(server.asked).toContain('/api/v3/repos/acme/shop/secret-scanning/alerts/7');
  });

  test('is not lost when its places cannot be read', async () => {
    server.alerts.set('acme/shop#7', { secret: acmeToken() });

    expect((await github().read()).findings).toHaveLength(1);
  });

  test.each([
    ['can be read a moment after it was told', 404, [500]],
    ['is behind a GitHub that stumbles twice', 502, [500, 2000]],
  ])('that %s is read within seconds', async (_, status, pauses) => {
    server.alerts.set('acme/shop#7', { secret: acmeToken() });
    server.answerWith = { status };
    const world = github(server.url, pauses.length);

    expect((await world.read()).findings).toHaveLength(1);
    expect(world.pauses).toEqual(pauses);
  });

  test('that is redirected is not followed: the token goes nowhere else', async () => {
    const other = await startGithubServer();
    other.alerts.set('acme/shop#7', { secret: acmeToken() });
    const location = `${other.url}/repos/acme/shop/secret-scanning/alerts/7`;
    server.answerWith = { status: 302, headers: { location } };

    const outcome = await github()
      .read()
      .catch((thrown: unknown) => thrown);
    await other.stop();

    expect(outcome).toMatchObject({ code: 'unavailable' });
    expect(other.asked).toEqual([]);
  });

  const canary = acmeToken();
  test.each<[string, NonNullable<GithubServer['answerWith']>, string]>([
    ['is gone', { status: 404 }, 'misconfigured'],
    ['is refused', { status: 401 }, 'misconfigured'],
    ['is told to wait', { status: 403 }, 'unavailable'],
    ['fails', { status: 502, body: canary }, 'unavailable'],
    ['is no JSON', { status: 200, body: `{"secret": "${canary}` }, 'unavailable'],
    ['has no secret', { status: 200, body: JSON.stringify({ number: 7, note: canary }) }, 'unavailable'],
    [
      'never ends',
      { status: 200, body: JSON.stringify({ secret: canary, filler: 'x'.repeat(1_100_000) }) },
      'unavailable',
    ],
  ])('whose alert %s is tried again, and the error holds nothing of the answer', async (_, answer, code) => {
    server.answerWith = answer;

    const error: unknown = await github()
      .read()
      .catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code });
    expect(inspect(error, { depth: 9 })).not.toContain(canary);
    expect(inspect(error, { depth: 9 })).not.toContain(server.token);
  });
});
