import { stringify } from 'yaml';
import { declaration } from '../api/operator-installation';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi(2);
  const names = ['a', 'b', 'c'];
  const keys = Object.fromEntries(
    names.map((name) => [`shop/${name}`, declaration({ secret: { name, field: 'token' } })]),
  );
  await runAgainst(api, ['apply', 'keys.yaml'], { files: { 'keys.yaml': stringify({ keys }) } });
  await runAgainst(api, ['pause', '--all', '--until', '1h', '--reason', 'x']);
});
afterEach(() => api.stop());

async function verify(text: string) {
  return runAgainst(api, ['verify', 'ledger.jsonl', '--json'], { files: { 'ledger.jsonl': text } });
}

describe('rekey export', () => {
  test('writes every chain, and verify finds each intact without asking anybody', async () => {
    const { out } = await runAgainst(api, ['export']);
    const asked = api.requests.length;
    const ran = await verify(out);
    expect(ran.exit).toBe(0);
    expect(ran.json()).toEqual({
      chains: [
        { chain: 'INSTALLATION', kind: 'intact', entries: 2 },
        ...['a', 'b', 'c'].map((name) => ({ chain: `shop/${name}`, kind: 'intact', entries: 1 })),
      ],
      broken: 0,
    });
    expect(api.requests).toHaveLength(asked);
  });
});

describe('rekey verify', () => {
  test('exits 5 for an entry that was changed, and for one that was taken away', async () => {
    const { out } = await runAgainst(api, ['export']);
    const changed = await verify(out.replace('checkout reads its feature flags', 'something else'));
    expect(changed.exit).toBe(5);
    expect(changed.json()).toMatchObject({ broken: 1 });
    const lines = out.trimEnd().split('\n');
    const missing = await verify(lines.slice(0, -1).join('\n'));
    expect(missing.json()['chains']).toContainEqual({
      chain: 'shop/c',
      kind: 'broken',
      sequence: 1,
      problem: 'missing',
    });
  });

  test.each(['', 'nonsense', '{"chain":"a"}'])('refuses the file %j', async (text) => {
    const ran = await verify(text);
    expect(ran.json().error).toMatchObject({ code: 'usage' });
    expect(ran.exit).toBe(2);
  });
});
