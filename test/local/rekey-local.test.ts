import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { waitUntil } from '../../demo/wait-until';
import type { LocalStatus } from '../../lib/cli/local-stage';
import { endpointHealth } from '../../lib/local/endpoint-health';

jest.setTimeout(400_000);

const root = join(__dirname, '..', '..');
let project: string;
let printed = '';

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'rekey-project-'));
  const catalogue = join(root, 'examples', 'issuer', 'instant.yaml');
  const instant = { kind: 'instant', url: 'http://127.0.0.1:9', admin: 'rekey/admin/instant', catalogue };
  await writeFile(join(project, 'rekey.yaml'), stringify({ issuers: { instant } }));
});

afterAll(async () => {
  await rekey('local', 'down').catch(() => undefined);
  await rm(project, { recursive: true, force: true });
});

function start(...args: string[]) {
  const loader = require.resolve('tsx');
  const script = join(root, 'bin', 'rekey.ts');
  return spawn(process.execPath, ['--import', loader, script, '--json', ...args], {
    cwd: project,
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the command line in the project's folder. */
async function rekey(...args: string[]): Promise<{ exit: number; json: Record<string, unknown> }> {
  const child = start(...args);
  const [out, err, [exit]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  printed += out + err;
  return { exit: Number(exit), json: JSON.parse(out) as Record<string, unknown> };
}

const local = (file: string) => join(project, '.rekey', 'local', file);

async function secretOfRoot(): Promise<string> {
  const state = JSON.parse(await readFile(local('supervisor.json'), 'utf8')) as {
    kept: { endpoint: { credentials: { secretAccessKey: string } } };
  };
  return state.kept.endpoint.credentials.secretAccessKey;
}

/** One story, in its order: each step stands on the one before. */
describe('rekey local', () => {
  let status: LocalStatus;

  test('up, ended in the middle, leaves nothing half: the next one goes on, and the endpoint outlives it', async () => {
    const first = start('local', 'up');
    await waitUntil('the supervisor', 60, async () => {
      const { json } = await rekey('local', 'status');
      return json['up'] === true ? true : undefined;
    });
    first.kill('SIGKILL');
    const { pid } = (await rekey('local', 'status')).json['supervisor'] as { pid: number };

    const ran = await rekey('local', 'up');

    expect(ran.exit).toBe(0);
    status = ran.json as unknown as LocalStatus;
    expect(status).toMatchObject({
      endpoint: { kind: 'ministack', iamEnforced: true, answers: true },
      supervisor: { pid },
      deployed: { stack: 'Rekey', config: join(project, 'rekey.yaml') },
    });
    expect((await rekey('local', 'status')).json).toEqual({ up: true, ...status });
  });

  test('--local reaches it', async () => {
    expect((await rekey('--local', 'list')).json).toEqual({ keys: [] });
    expect((await rekey('--local', 'doctor')).json).toMatchObject({ installation: { issuers: [{ name: 'instant' }] } });
  });

  test('its credential stands in files of its user, and nowhere in what was printed', async () => {
    const secret = await secretOfRoot();
    for (const file of ['supervisor.json', 'aws-credentials']) {
      expect((await stat(local(file))).mode & 0o777).toBe(0o600);
      expect(await readFile(local(file), 'utf8')).toContain(secret);
    }
    expect((await stat(local('.'))).mode & 0o777).toBe(0o700);
    expect(printed).not.toContain(secret);
    expect(await readFile(local('supervisor.log'), 'utf8')).not.toContain(secret);
  });

  test('up again deploys what has changed, to the same endpoint', async () => {
    await writeFile(
      join(project, 'rekey.yaml'),
      `${await readFile(join(project, 'rekey.yaml'), 'utf8')}doors: {report: {}}\n`,
    );
    const { json } = await rekey('local', 'up');
    expect(json).toMatchObject({ endpoint: { url: status.endpoint?.url }, supervisor: status.supervisor });
    const knocked = await fetch(`${status.deployed?.api}/leaks/report`, { method: 'POST', body: '{}' });
    expect(knocked.status).not.toBe(404);
  });

  test('down ends all of it', async () => {
    expect((await rekey('local', 'down')).json).toEqual({ ended: true });
    expect(await endpointHealth(status.endpoint?.url ?? '', 500)).toBeUndefined();
    expect((await rekey('local', 'status')).json).toEqual({ up: false });
    expect(await rekey('--local', 'list')).toMatchObject({ exit: 2, json: { error: { code: 'not_found' } } });
    await expect(stat(local('aws-credentials'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
