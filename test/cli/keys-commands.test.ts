import { stringify } from 'yaml';
import { declaration } from '../api/operator-installation';
import { declaredByStack } from './declared-by-stack';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi(2);
});
afterEach(() => api.stop());

const fileOf = (keys: Record<string, unknown>) => ({ 'keys.yaml': stringify({ keys }) });
const key = (name: string, changes: Record<string, unknown> = {}) =>
  declaration({ secret: { name, field: 'token' }, ...changes });
const three = fileOf({ 'shop/a': key('a'), 'shop/b': key('b'), 'shop/c': key('c') });

describe('rekey apply', () => {
  test('registers each key of the file, by the ARN that the API proved', async () => {
    const ran = await runAgainst(api, ['apply', 'keys.yaml', '--json'], { files: three });
    expect(ran.json()).toMatchObject({ applied: 3, unchanged: 0, failed: 0 });
    expect(ran.exit).toBe(0);
    expect(api.requests.toSorted()).toEqual(['PUT /v1/key/shop/a', 'PUT /v1/key/shop/b', 'PUT /v1/key/shop/c']);
    const shown = await runAgainst(api, ['show', 'shop/b', '--json']);
    expect(shown.json()).toMatchObject({ keyId: 'shop/b', registeredBy: 'arn:aws:iam::123456789012:user/ana' });
  });

  test('changes nothing when repeated', async () => {
    await runAgainst(api, ['apply', 'keys.yaml'], { files: three });
    const ran = await runAgainst(api, ['apply', 'keys.yaml', '--json'], { files: three });
    expect(ran.json()).toMatchObject({ applied: 0, unchanged: 3 });
    expect(ran.exit).toBe(0);
  });

  describe('when the API refuses one key', () => {
    const files = fileOf({ 'shop/a': key('a'), 'shop/b': key('b', { overlap: '31d' }), 'shop/c': key('c') });

    test('applies the others, names file, line and field, and exits 2', async () => {
      const ran = await runAgainst(api, ['apply', 'keys.yaml'], { files });
      const line = files['keys.yaml'].split('\n').findIndex((text) => text.includes('overlap: 31d')) + 1;
      expect(ran.out).toContain(`keys.yaml:${line}: keys.shop/b.overlap: `);
      expect(ran.out).toContain('2 applied, 0 as they were, 1 failed');
      expect(ran.exit).toBe(2);
    });

    test('goes on where it stopped when the file was mended', async () => {
      await runAgainst(api, ['apply', 'keys.yaml'], { files });
      const ran = await runAgainst(api, ['apply', 'keys.yaml', '--json'], { files: three });
      expect(ran.json()).toMatchObject({ applied: 1, unchanged: 2 });
    });
  });

  test('exits 1 when one key failed by our fault, whatever else was refused', async () => {
    for (const name of ['a', 'b', 'c']) {
      api.answers.set(`PUT /v1/key/shop/${name}`, {
        status: 500,
        body: { error: { code: 'internal', message: 'x', problems: [] } },
      });
    }
    const ran = await runAgainst(api, ['apply', 'keys.yaml', '--json'], { files: three });
    expect(ran.json()).toMatchObject({ failed: 3 });
    expect(ran.exit).toBe(1);
  });

  test('sends nothing when the file itself is refused', async () => {
    const files = fileOf({ 'shop/a': key('a'), 'shop/b': key('b', { owner: undefined }) });
    const ran = await runAgainst(api, ['apply', 'keys.yaml'], { files });
    expect(ran.exit).toBe(2);
    expect(api.requests).toEqual([]);
  });

  describe('with --prune', () => {
    beforeEach(() => runAgainst(api, ['apply', 'keys.yaml'], { files: three }));
    const one = fileOf({ 'shop/a': key('a') });

    test('asks, naming the keys, and then releases those that are not in the file', async () => {
      const ran = await runAgainst(api, ['apply', 'keys.yaml', '--prune'], { files: one, answer: 'y' });
      expect(ran.err).toContain('shop/b is not in the file');
      expect(ran.asked).toHaveLength(1);
      expect(ran.exit).toBe(0);
      const list = await runAgainst(api, ['list', '--json']);
      expect(list.json()['keys']).toMatchObject([
        { keyId: 'shop/a', status: 'active' },
        { keyId: 'shop/b', status: 'released' },
        { keyId: 'shop/c', status: 'released' },
      ]);
    });

    test('leaves keys that a stack declares alone', async () => {
      await declaredByStack(api, 'shop/b', 'arn:aws:cloudformation:eu-west-1:123456789012:stack/team/1');
      const ran = await runAgainst(api, ['apply', 'keys.yaml', '--prune', '--json', '--yes'], { files: one });
      expect(ran.json()['keys']).toMatchObject([{ keyId: 'shop/a' }, { keyId: 'shop/c', change: 'release' }]);
      expect((await api.ledger.key('shop/b' as never))?.status).toBe('active');
    });

    test('releases nothing and exits 3 when the answer is no', async () => {
      const ran = await runAgainst(api, ['apply', 'keys.yaml', '--prune'], { files: one, answer: '' });
      expect(ran.exit).toBe(3);
      expect(api.requests.filter((request) => request.startsWith('POST /v1/release'))).toEqual([]);
    });

    test('exits 3 where nobody can be asked', async () => {
      const ran = await runAgainst(api, ['apply', 'keys.yaml', '--prune', '--json'], { files: one });
      expect(ran.json().error).toMatchObject({ code: 'declined' });
      expect(ran.exit).toBe(3);
    });

    test('refuses a file without keys', async () => {
      const ran = await runAgainst(api, ['apply', 'keys.yaml', '--prune', '--yes'], {
        files: { 'keys.yaml': 'keys: {}' },
      });
      expect(ran.exit).toBe(2);
    });
  });

  test('releases nothing without --prune', async () => {
    await runAgainst(api, ['apply', 'keys.yaml'], { files: three });
    await runAgainst(api, ['apply', 'keys.yaml'], { files: fileOf({ 'shop/a': key('a') }) });
    expect((await api.ledger.key('shop/b' as never))?.status).toBe('active');
  });
});

describe('rekey plan', () => {
  test('says what would happen at the issuer and which owner nothing reaches', async () => {
    const files = fileOf({ 'shop/a': key('a', { owner: 'raj@example.com' }) });
    const ran = await runAgainst(api, ['plan', 'keys.yaml'], { files });
    expect(ran.out).toMatch(/\+ shop\/a {2}create[^]*at the issuer: .*mint[^]*raj@example.com/);
    expect(ran.exit).toBe(0);
  });

  test('changes nothing', async () => {
    await runAgainst(api, ['plan', 'keys.yaml'], { files: three });
    expect(await api.ledger.key('shop/a' as never)).toBeUndefined();
  });

  test('exits 4 with --exit-code when something would change, and 0 when nothing would', async () => {
    const first = await runAgainst(api, ['plan', 'keys.yaml', '--exit-code'], { files: three });
    await runAgainst(api, ['apply', 'keys.yaml'], { files: three });
    const second = await runAgainst(api, ['plan', 'keys.yaml', '--exit-code'], { files: three });
    expect([first.exit, second.exit]).toEqual([4, 0]);
  });

  test('shows with --prune which keys would be released', async () => {
    await runAgainst(api, ['apply', 'keys.yaml'], { files: three });
    const ran = await runAgainst(api, ['plan', 'keys.yaml', '--prune', '--json'], {
      files: fileOf({ 'shop/a': key('a') }),
    });
    expect(ran.json()).toMatchObject({
      changes: 2,
      keys: [{ change: 'none' }, { change: 'release' }, { change: 'release' }],
    });
  });
});
