import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenForOrders, type Orders } from '../../lib/local/stage/listen-for-orders';
import { oneAtATime } from '../../lib/local/stage/one-at-a-time';
import { ProjectStage } from '../../lib/local/stage/project-stage';
import { stageFolderOf } from '../../lib/local/stage/stage-folder';

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'rekey-stage-'));
});
afterEach(() => rm(project, { recursive: true, force: true }));

const env = { PATH: process.env['PATH'] };
const up = (more: NodeJS.ProcessEnv = {}, options: { config?: string; unleash?: boolean } = {}) =>
  new ProjectStage(project, { ...env, ...more }).up({ unleash: false, progress: () => undefined, ...options });

describe('a local stage that cannot be raised', () => {
  test('without a configuration starts nothing, and says what to do', async () => {
    await expect(up()).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringMatching(/rekey\.yaml.*--unleash/),
    });
    expect(await new ProjectStage(project, env).status()).toBeUndefined();
  });

  test.each(['https://sqs.eu-west-1.amazonaws.com', 'https://amazonaws.com', 'https://x.amazonaws.com.cn'])(
    'is never deployed to AWS itself: %s',
    async (url) => {
      await writeFile(join(project, 'rekey.yaml'), '');
      await expect(up({ AWS_ENDPOINT_URL: url })).rejects.toMatchObject({ code: 'misconfigured' });
    },
  );

  test('has no Unleash at an endpoint that is not its own', async () => {
    await expect(up({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, { unleash: true })).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('unset AWS_ENDPOINT_URL'),
    });
  });

  test('is kept out of every commit', async () => {
    await up().catch(() => undefined);
    expect(await readFile(join(project, '.rekey', 'local', '.gitignore'), 'utf8')).toBe('*\n');
  });
});

describe('a stage of which nothing is left', () => {
  test('has no status, no access, and nothing to end', async () => {
    const stage = new ProjectStage(project, env);
    expect(await stage.status()).toBeUndefined();
    expect(await stage.down()).toBe(false);
    await expect(stage.access()).rejects.toMatchObject({ code: 'not_found' });
  });

  test('leaves no file with a credential, once it is taken down', async () => {
    const folder = stageFolderOf(project);
    await mkdir(folder.path, { recursive: true });
    for (const file of [folder.supervisorFile, folder.profile.credentials]) await writeFile(file, 'a credential');
    expect(await new ProjectStage(project, env).down()).toBe(false);
    for (const file of [folder.supervisorFile, folder.profile.credentials]) {
      await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });
});

describe('work on a stage', () => {
  const folder = () => stageFolderOf(project);
  beforeEach(() => mkdir(folder().path, { recursive: true }));

  test('is refused while another process is at it', async () => {
    await oneAtATime(folder(), async () => {
      await expect(oneAtATime(folder(), async () => undefined)).rejects.toMatchObject({ code: 'conflict' });
    });
    await expect(oneAtATime(folder(), async (interrupted) => interrupted)).resolves.toBe(false);
  });

  test('goes on, and knows of it, when the process before was ended in the middle', async () => {
    await writeFile(join(folder().path, 'busy'), '2147483646'); // no process has such an id
    await expect(oneAtATime(folder(), async (interrupted) => interrupted)).resolves.toBe(true);
  });
});

describe('a supervisor', () => {
  let orders: Orders;
  beforeEach(async () => {
    orders = await listenForOrders('the-token');
  });
  afterEach(() => orders.close());

  const order = async (token: string, method: string) =>
    (await fetch(orders.url, { method, headers: { authorization: `Bearer ${token}` } })).status;

  test('takes orders from who has its token', async () => {
    expect(await order('the-token', 'GET')).toBe(200);
    expect(await order('the-tokem', 'DELETE')).toBe(401);
    expect(await order('', 'DELETE')).toBe(401);
    expect(await Promise.race([orders.stopped.then(() => 'stopped'), Promise.resolve('goes on')])).toBe('goes on');
    expect(await order('the-token', 'DELETE')).toBe(200);
    await expect(orders.stopped).resolves.toBeUndefined();
  });
});
