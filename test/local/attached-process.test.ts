import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AttachedProcess, startAttached } from '../../lib/local/attached-process';
import { realClock } from '../issuers/real-clock';

const untilDisconnected = "process.on('disconnect', () => process.exit(0));";

describe('a process that runs beside us', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rekey-attached-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function start(text: string, timeoutMs = 10_000): Promise<AttachedProcess> {
    const script = path.join(folder, 'child.cjs');
    await writeFile(script, text);
    return startAttached({
      what: 'the child',
      script,
      env: { GIVEN: 'yes' },
      logFile: path.join(folder, 'log'),
      timeoutMs,
    });
  }

  it('is ready when it says so, has our settings and not our environment, and ends when told', async () => {
    process.env['REKEY_NOT_FOR_CHILDREN'] = 'no';
    const child = await start(`${untilDisconnected}
      const server = require('node:net').createServer().listen(0, '127.0.0.1', () =>
        process.send({ port: server.address().port, given: process.env.GIVEN, other: process.env.REKEY_NOT_FOR_CHILDREN ?? 'unset' }));`);
    expect(child.ready).toMatchObject({ given: 'yes', other: 'unset' });
    await child.stop();
    expect(await accepts(Number(child.ready['port']))).toBe(false);
    await expect(child.stop()).resolves.toBeUndefined();
  });

  it('that ends before it is ready is an error that names the log', async () => {
    await expect(start("console.error('no database'); process.exit(3)")).rejects.toMatchObject({
      code: 'unavailable',
      message: `the child ended with 3 before it was ready: see ${path.join(folder, 'log')}`,
    });
    expect(await readFile(path.join(folder, 'log'), 'utf8')).toContain('no database');
  });

  it('that stays silent is ended, and an error that names the log', async () => {
    await expect(start('setInterval(() => 0, 1000)', 300)).rejects.toMatchObject({
      message: `the child was not ready within 0.3 s: see ${path.join(folder, 'log')}`,
    });
  });

  it('ends with its parent, even when that is killed', async () => {
    const child = path.join(folder, 'child.cjs');
    const listening =
      "const server = require('node:net').createServer().listen(0, '127.0.0.1', () => process.send(server.address()));";
    await writeFile(child, `${untilDisconnected} ${listening}`);
    const parentScript = path.join(folder, 'parent.ts');
    const module = path.join(__dirname, '..', '..', 'lib', 'local', 'attached-process');
    const options = { what: 'the child', script: child, env: {}, logFile: path.join(folder, 'log'), timeoutMs: 10_000 };
    await writeFile(
      parentScript,
      `import { startAttached } from ${JSON.stringify(module)};
       void startAttached(${JSON.stringify(options)}).then(({ ready }) => process.send?.(ready));`,
    );
    const parent = fork(parentScript, [], { execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href] });
    const [{ port }] = (await once(parent, 'message')) as [{ port: number }];
    expect(await accepts(port)).toBe(true);
    parent.kill('SIGKILL');
    const deadline = Date.now() + 10_000;
    while ((await accepts(port)) && Date.now() < deadline) await realClock.sleep(20);
    expect(await accepts(port)).toBe(false);
  });
});

/** Whether somebody listens on a loopback port; a process that has ended does not, even before anybody has collected it. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
