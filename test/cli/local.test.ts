import type { LocalStatus, LocalUp } from '../../lib/cli/local-stage';
import { RekeyError } from '../../lib/model/rekey-error';
import { type LocalApi, startLocalApi } from './local-api';
import { runAgainst } from './run-against';

const status: LocalStatus = {
  folder: '/p/.rekey/local',
  endpoint: {
    url: 'http://127.0.0.1:4000',
    region: 'us-east-1',
    kind: 'ministack',
    version: '1.5.33',
    iamEnforced: true,
    answers: true,
  },
  supervisor: { pid: 7, startedAt: '2026-11-23T12:00:00.000Z' },
  deployed: {
    api: 'http://127.0.0.1:4000/api',
    stack: 'Rekey',
    config: '/p/rekey.yaml',
    at: '2026-11-23T12:01:00.000Z',
  },
  profile: { config: '/p/.rekey/local/aws-config', credentials: '/p/.rekey/local/aws-credentials' },
};

let api: LocalApi;
beforeEach(async () => {
  api = await startLocalApi();
});
afterEach(() => api.stop());

const nowhere = { env: { REKEY_API: '' } };

describe('rekey local up', () => {
  test('says what runs and how to use it', async () => {
    const asked: Omit<LocalUp, 'progress'>[] = [];
    const up = async ({ config, unleash }: LocalUp) => {
      asked.push({ unleash, ...(config === undefined ? {} : { config }) });
      return status;
    };
    const ran = await runAgainst(api, ['local', 'up', '--config', 'mine.yaml'], { ...nowhere, local: { up } });
    expect(asked).toEqual([{ config: 'mine.yaml', unleash: false }]);
    expect(ran.out).toContain('ministack 1.5.33 at http://127.0.0.1:4000, region us-east-1; IAM is enforced');
    expect(ran.out).toContain('rekey --local list');
    expect(ran.out).toContain("AWS_SHARED_CREDENTIALS_FILE='/p/.rekey/local/aws-credentials'");
    expect(ran.exit).toBe(0);
  });

  test('takes an Unleash or a configuration, not both', async () => {
    const ran = await runAgainst(api, ['local', 'up', '--unleash', '--config', 'x', '--json'], nowhere);
    expect(ran.json().error).toMatchObject({ code: 'usage' });
    expect(ran.exit).toBe(2);
  });

  test.each([
    ['misconfigured', 'usage', 2],
    ['bad_input', 'bad_input', 2],
    ['conflict', 'conflict', 2],
    ['unavailable', 'unavailable', 1],
  ] as const)('that fails with %s exits with %s and %i', async (code, shown, exit) => {
    const up = () => Promise.reject(new RekeyError(code, 'what is wrong'));
    const ran = await runAgainst(api, ['local', 'up', '--json'], { ...nowhere, local: { up } });
    expect(ran.json().error).toMatchObject({ code: shown, message: 'what is wrong' });
    expect(ran.exit).toBe(exit);
  });
});

describe('rekey local status', () => {
  test('is one object for programs', async () => {
    const ran = await runAgainst(api, ['local', 'status', '--json'], { local: { status: async () => status } });
    expect(ran.json()).toEqual({ up: true, ...status });
  });

  test('says when nothing runs', async () => {
    expect((await runAgainst(api, ['local', 'status', '--json'])).json()).toEqual({ up: false });
    expect((await runAgainst(api, ['local', 'status'])).out).toContain('rekey local up');
  });

  test('says what an interrupted up left behind', async () => {
    const { folder, supervisor } = status;
    const starting = { local: { status: async () => ({ folder, ...(supervisor && { supervisor }) }) } };
    expect((await runAgainst(api, ['local', 'status'], starting)).out).toMatch(/still being started[^]+up" goes on/);
  });
});

describe('rekey local down', () => {
  test.each([true, false])('says whether there was something: %s', async (ended) => {
    const ran = await runAgainst(api, ['local', 'down', '--json'], { local: { down: async () => ended } });
    expect(ran.json()).toEqual({ ended });
  });
});

describe('rekey --local', () => {
  const access = async () => ({
    api: api.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: api.secretAccessKey },
  });

  test('calls what is deployed locally, with its credentials and no other', async () => {
    const ran = await runAgainst(api, ['--local', 'list', '--json'], {
      ...nowhere,
      noCredentials: true,
      local: { access },
    });
    expect(ran.json()).toEqual({ keys: [] });
    expect(ran.out + ran.err).not.toContain(api.secretAccessKey);
  });

  test('exits 2 when nothing is', async () => {
    const ran = await runAgainst(api, ['--local', 'list', '--json'], nowhere);
    expect(ran.json().error).toMatchObject({ code: 'not_found' });
    expect(ran.exit).toBe(2);
  });

  test('is no address beside another', async () => {
    const ran = await runAgainst(api, ['--local', '--api', api.url, 'list', '--json'], { local: { access } });
    expect(ran.json().error).toMatchObject({ code: 'usage' });
  });
});
