import { stringify } from 'yaml';
import { declaration } from '../api/operator-installation';
import { declaredByStack } from './declared-by-stack';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

const stack = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/team/1';
let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi();
  const keys = { 'shop/a': declaration({ secret: { name: 'a', field: 'token' } }) };
  await runAgainst(api, ['apply', 'keys.yaml'], { files: { 'keys.yaml': stringify({ keys }) } });
});
afterEach(() => api.stop());

const status = async () => (await runAgainst(api, ['show', 'shop/a', '--json'])).json()['status'];

describe('rekey release', () => {
  test('asks first: without a yes nothing happens', async () => {
    const ran = await runAgainst(api, ['release', 'shop/a'], { answer: '' });
    expect(ran.exit).toBe(3);
    expect(await status()).toBe('active');
  });

  test('lets a key go once', async () => {
    const release = () => runAgainst(api, ['release', 'shop/a', '--yes', '--json']);
    expect((await release()).json()).toEqual({ keyId: 'shop/a', released: true });
    expect((await release()).json()).toEqual({ keyId: 'shop/a', released: false });
    expect(await status()).toBe('released');
  });

  test('lets a stack’s key go only when that stack is named', async () => {
    await declaredByStack(api, 'shop/a', stack);
    const refused = await runAgainst(api, ['release', 'shop/a', '--yes', '--json']);
    expect(refused.exit).toBe(2);
    expect(refused.json().error?.message).toContain(`--stack ${stack}`);
    const released = await runAgainst(api, ['release', 'shop/a', '--stack', stack, '--yes', '--json']);
    expect(released.json()).toEqual({ keyId: 'shop/a', released: true });
  });

  test('show names the stack that declares a key', async () => {
    expect((await runAgainst(api, ['show', 'shop/a'])).out).toMatch(/declared in +a keys file/);
    await declaredByStack(api, 'shop/a', stack);
    expect((await runAgainst(api, ['show', 'shop/a'])).out).toContain(`stack ${stack}`);
  });
});
