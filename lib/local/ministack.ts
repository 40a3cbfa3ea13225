import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RekeyError } from '../model/rekey-error';
import type { Endpoint } from './endpoint';
import { freePort } from './endpoint-free-port';
import { endpointHealth } from './endpoint-health';
import { ministackCommand } from './ministack-command';
import { ministackGuard } from './ministack-guard';
import { packageFolder } from './ministack-release';

interface Start {
  env: NodeJS.ProcessEnv;
  region: string;
  progress: (what: string) => void;
  functionEnv: Record<string, string>;
  prelude: string;
}

/** Starts a MiniStack of our own: loopback only, IAM enforced, its state thrown away at the end, ended with this process. @throws RekeyError */
export async function startMinistack(start: Start): Promise<Endpoint> {
  const command = await ministackCommand(start.env, start.progress, start.prelude);
  const logs = join(packageFolder(), 'node_modules', '.cache', 'rekey', 'logs');
  mkdirSync(logs, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const logFile = join(logs, `ministack-${process.pid}-${port}.log`);
    const started = await tryPort(command, port, logFile, start);
    if (started) return started;
    // Between the look and the use somebody else may have taken the port.
    const taken = readFileSync(logFile, 'utf8').includes('already in use');
    if (!taken || attempt === 5) throw new RekeyError('unavailable', `MiniStack did not start: see ${logFile}`);
  }
}

async function tryPort(
  command: readonly string[],
  port: number,
  logFile: string,
  start: Start,
): Promise<Endpoint | undefined> {
  // Its health page repeats the edition: so we know that the one who answers on this port is ours.
  const edition = `rekey-${randomBytes(8).toString('hex')}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: randomBytes(24).toString('base64url') };
  const state = mkdtempSync(join(tmpdir(), 'rekey-ministack-'));
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn('/bin/sh', ['-c', ministackGuard, 'ministack-guard', state, ...command], {
    env: settings({ ...start, port, edition, state, credentials }),
    cwd: state,
    stdio: ['pipe', log, log],
    detached: true,
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.stdin?.on('error', () => undefined); // the guard ended first: its exit tells
  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + 30_000;
  while (running(child) && Date.now() < until) {
    const health = await endpointHealth(url, 1000);
    if (health?.edition === edition) {
      const { kind, version, iamEnforced } = health;
      // Neither the guard nor its pipe keeps this process alive: it may end, and takes the endpoint with it.
      child.unref();
      (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
      const stop = (): Promise<void> => end(child, ended);
      return { kind, version, iamEnforced, url, region: start.region, credentials, logFile, stop };
    }
    await delay(50);
  }
  await end(child, ended);
  return undefined;
}

function running(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null && child.pid !== undefined;
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (!running(child)) return;
  child.ref();
  child.stdin?.end();
  await ended;
}

/** The whole environment of MiniStack, and of the functions that it runs: nothing of the user's own AWS settings. */
function settings(of: {
  env: NodeJS.ProcessEnv;
  region: string;
  functionEnv: Record<string, string>;
  port: number;
  edition: string;
  state: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}): NodeJS.ProcessEnv {
  const node = join(packageFolder(), 'node_modules', 'node', 'bin');
  // Functions run on the first `node` of this PATH: the runtime that is deployed, whatever Node the user has.
  const path = [existsSync(node) ? node : dirname(process.execPath), of.env['PATH'] ?? '/usr/bin:/bin'].join(delimiter);
  return {
    // What Lambda itself sets; without it the X-Ray SDK sends no spans.
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    ...of.functionEnv,
    PATH: path,
    HOME: of.state,
    LANG: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    TMPDIR: of.state,
    STATE_DIR: join(of.state, 'state'),
    S3_DATA_DIR: join(of.state, 's3'),
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(of.port),
    MINISTACK_REGION: of.region,
    MINISTACK_EDITION: of.edition,
    AUTH: 'true',
    CLOUDTRAIL_RECORDING: '1',
    LAMBDA_EXECUTOR: 'local',
    AWS_ACCESS_KEY_ID: of.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: of.credentials.secretAccessKey,
  };
}
