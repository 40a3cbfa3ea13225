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

/** What was seen of one story, from the first `up` to the last `down`; tests come in any order. */
interface Story {
  /** Process id of what an `up` that was killed left running. */
  left: number;
  up: { exit: number; json: Record<string, unknown> };
  status: Record<string, unknown>;
  list: Record<string, unknown>;
  doctor: Record<string, unknown>;
  secret: string;
  files: Record<string, { mode: number; text: string }>;
  log: string;
  again: Record<string, unknown>;
  /** What a door answers that the second `up` deployed. */
  door: number;
  down: Record<string, unknown>;
  after: { health: unknown; status: Record<string, unknown>; list: { exit: number; json: Record<string, unknown> } };
}

async function live(): Promise<Story> {
  const killed = start('local', 'up');
  const left = await waitUntil('the supervisor', 60, async () => {
    const { json } = await rekey('local', 'status');
    return (json['supervisor'] as LocalStatus['supervisor'])?.pid;
  });
  killed.kill('SIGKILL');
  const up = await rekey('local', 'up');
  const { endpoint, deployed } = up.json as unknown as LocalStatus;
  const status = (await rekey('local', 'status')).json;
  const list = (await rekey('--local', 'list')).json;
  const doctor = (await rekey('--local', 'doctor')).json;
  const secret = await secretOfRoot();
  const files = Object.fromEntries([
    ['supervisor.json', await seen('supervisor.json')],
    ['aws-credentials', await seen('aws-credentials')],
  ]);
  const log = await readFile(local('supervisor.log'), 'utf8');
  const config = await readFile(join(project, 'rekey.yaml'), 'utf8');
  await writeFile(join(project, 'rekey.yaml'), `${config}doors: {report: {}}\n`);
  const again = (await rekey('local', 'up')).json;
  const door = (await fetch(`${deployed?.api}/leaks/report`, { method: 'POST', body: '{}' })).status;
  const down = (await rekey('local', 'down')).json;
  const after = {
    health: await endpointHealth(endpoint?.url ?? '', 500),
    status: (await rekey('local', 'status')).json,
    list: await rekey('--local', 'list'),
  };
  return { left, up, status, list, doctor, secret, files, log, again, door, down, after };
}

async function seen(file: string): Promise<{ mode: number; text: string }> {
  return { mode: (await stat(local(file))).mode & 0o777, text: await readFile(local(file), 'utf8') };
}

describe('rekey local', () => {
  let story: Story;
  beforeAll(async () => {
    story = await live();
  });

  test('up, ended in the middle, leaves nothing half: the next one goes on with what runs', () => {
    expect(story.up.exit).toBe(0);
    expect(story.up.json).toMatchObject({
      endpoint: { kind: 'ministack', iamEnforced: true, answers: true },
      supervisor: { pid: story.left },
      deployed: { stack: 'Rekey', config: join(project, 'rekey.yaml') },
    });
  });

  test('the endpoint outlives the command, and status says what runs', () => {
    expect(story.status).toEqual({ up: true, ...story.up.json });
  });

  test('--local reaches it', () => {
    expect(story.list).toEqual({ keys: [] });
    expect(story.doctor).toMatchObject({ installation: { issuers: [{ name: 'instant' }] } });
  });

  test('its credential stands in files of its user, and nowhere in what was printed', () => {
    for (const { mode, text: content } of Object.values(story.files)) {
      expect(mode).toBe(0o600);
      expect(content).toContain(story.secret);
    }
    expect(printed).toContain('supervisor');
    expect(printed).not.toContain(story.secret);
    expect(story.log).not.toContain(story.secret);
  });

  test('up again deploys what has changed, to the same endpoint', () => {
    const { endpoint, supervisor } = story.up.json;
    expect(story.again).toMatchObject({ endpoint: endpoint as object, supervisor: supervisor as object });
    expect(story.door).not.toBe(404);
  });

  test('down ends all of it, and leaves no credential', async () => {
    expect(story.down).toEqual({ ended: true });
    expect(story.after.health).toBeUndefined();
    expect(story.after.status).toEqual({ up: false });
    expect(story.after.list).toMatchObject({ exit: 2, json: { error: { code: 'not_found' } } });
    await expect(stat(local('aws-credentials'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(stat(local('supervisor.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
