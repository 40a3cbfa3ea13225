import { readKeysFile } from '../../lib/cli/keys-file/read-keys-file';
import type { Discovered } from '../../lib/model/discovery/discovered';
import type { Instant } from '../../lib/model/instant';
import { discoveryId, sampleCredential, sampleDiscovery, sampleSecret } from './discovered';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi();
});
afterEach(() => api.stop());

/** Plants a discovery with these parts. */
async function planted(parts: Discovered[][], change: Parameters<typeof sampleDiscovery>[0] = {}) {
  const pages = parts.map((found, part) => ({ part, found }));
  await api.world.discoveries.save(sampleDiscovery({ parts: parts.length, ...change }), pages);
}

describe('rekey discover', () => {
  test('has a worker look, and says how to go on when interrupted', async () => {
    api.answers.set('POST /v1/discover/unleash', { status: 202, body: { discoveryId, joined: false } });
    await planted([[sampleCredential('by-hand')]]);
    const ran = await runAgainst(api, ['discover', 'unleash']);
    expect(ran.err).toContain(`rekey discover unleash --id ${discoveryId}`);
    expect(ran.err).toMatch(/by-hand +active +2026-01-02/);
    expect(ran.out).toContain('by-hand');
    expect(ran.exit).toBe(0);
  });

  test('queues the work, and records who asked', async () => {
    await runAgainst(api, ['discover', 'unleash']);
    expect(api.queues.waiting).toMatchObject([{ lane: 'rotations', issuer: 'unleash', work: { kind: 'discover' } }]);
    expect(await api.ledger.installation()).toMatchObject({ sequence: 2 });
  });

  test('gives up on one that goes on no more', async () => {
    const ran = await runAgainst(api, ['discover', 'unleash', '--json']);
    expect(ran.json().error).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('goes on no more'),
    });
    expect(ran.exit).toBe(1);
  });

  test('says why one failed', async () => {
    await planted([], { state: 'failed', failure: 'unleash: find: 403' });
    const ran = await runAgainst(api, ['discover', 'unleash', '--id', discoveryId]);
    expect(ran.err).toContain('unleash: find: 403');
    expect(ran.exit).toBe(1);
  });

  test('reads all parts, and joins each credential with the secrets it stands in', async () => {
    await planted([
      [sampleCredential('a'), sampleCredential('b')],
      [sampleSecret('shop/b', 'b'), sampleSecret('old/b', 'b'), sampleSecret('ours', 'of-a-key')],
    ]);
    const ran = await runAgainst(api, ['discover', 'unleash', '--id', discoveryId, '--json']);
    expect(ran.json()).toMatchObject({
      credentials: [
        { ref: { label: 'a' }, secrets: [] },
        { ref: { label: 'b' }, secrets: [{ name: 'shop/b' }, { name: 'old/b' }] },
      ],
      ofKeys: [{ name: 'ours' }],
      file: expect.stringContaining('shop/b'),
    });
  });

  test('tells two credentials of one name apart by when they were made', async () => {
    const createdAt = '2026-02-03T04:05:06.000Z' as Instant;
    await planted([
      [sampleCredential('a'), sampleCredential('a', { createdAt }), sampleSecret('second', 'a', { createdAt })],
    ]);
    const ran = await runAgainst(api, ['discover', 'unleash', '--id', discoveryId, '--json']);
    expect(ran.json()).toMatchObject({
      credentials: [{ secrets: [] }, { createdAt, secrets: [{ name: 'second' }] }],
      ofKeys: [],
    });
  });

  test('tells of one that was replaced by another', async () => {
    await planted([]);
    const ran = await runAgainst(api, ['discover', 'unleash', '--id', 'f'.repeat(32), '--json']);
    expect(ran.json().error).toMatchObject({ code: 'not_found' });
    expect(ran.exit).toBe(2);
  });

  test.each([['Unleash!'], ['unleash', '--id', 'x']])('refuses %j', async (...args) => {
    expect((await runAgainst(api, ['discover', ...args])).exit).toBe(2);
    expect(api.requests).toEqual([]);
  });

  describe('the file that it prints', () => {
    const found = [sampleCredential('flags'), sampleSecret('shop/flags', 'flags')];
    const printed = async (parts: Discovered[] = found) => {
      await planted([parts]);
      return (await runAgainst(api, ['discover', 'unleash', '--id', discoveryId])).out;
    };

    test('is refused while somebody has something to say, and says what', async () => {
      const files = { 'keys.yaml': await printed() };
      const ran = await runAgainst(api, ['plan', 'keys.yaml', '--json'], { files });
      expect(ran.exit).toBe(2);
      expect(ran.json().error?.problems.map(({ field, message }) => `${String(field)} ${String(message)}`)).toEqual([
        expect.stringMatching(/owner is still "\?": say who answers/),
        expect.stringMatching(/purpose is still "\?"/),
        expect.stringMatching(/grant\[0\]\.because is still "\?"/),
        expect.stringMatching(/consumers\[0\]\.name is still "\?"/),
        expect.stringMatching(/consumers\[0\]\.refresh is still "\?"/),
      ]);
    });

    test('is taken once all is said', async () => {
      const said = (await printed()).replaceAll(/refresh: "\?"/g, 'refresh: 5m').replaceAll('"?"', 'said');
      const { keys } = readKeysFile('keys.yaml', said);
      expect(keys).toMatchObject([
        {
          keyId: 'shop/flags',
          declaration: {
            adopt: { issuerKeyId: 'flags' },
            secret: { name: 'shop/flags', format: 'json', field: 'token' },
            grant: [{ allow: { type: 'client', environment: 'development', projects: ['default'] } }],
          },
        },
      ]);
    });

    test('holds nothing that cannot be adopted, and the table says why', async () => {
      await planted([[sampleCredential('mine', { mark: 'stray' }), sampleCredential('root', { mark: 'admin' })]]);
      const ran = await runAgainst(api, ['discover', 'unleash', '--id', discoveryId]);
      expect(ran.out).not.toMatch(/mine|root/);
      expect(ran.err).toMatch(/mine cannot be adopted: .*reaper/);
      expect(ran.err).toMatch(/root cannot be adopted: .*administers/);
    });
  });

  test('shows no control character of somebody who named a credential', async () => {
    const hostile = '\u001B[2Jx\nkeys: {}\n# "\u202E';
    await planted([
      [
        sampleCredential('a', { createdBy: hostile }),
        sampleSecret('s', 'a', { field: hostile }),
        sampleSecret(hostile, 'a'),
      ],
    ]);
    const ran = await runAgainst(api, ['discover', 'unleash', '--id', discoveryId]);
    expect((ran.out + ran.err).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(ran.out.match(/^keys:/gm)).toHaveLength(1);
  });
});
