import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { RekeyError } from '../model/rekey-error';

/** A Node script that runs beside us, and ends when we do, however we end: it watches the channel to its parent. */
export interface AttachedProcess {
  /** What it said when it was ready. */
  ready: Record<string, unknown>;
  /** Ends it, and returns when it has ended. */
  stop(): Promise<void>;
}

/** Starts a script and waits for its first message. Its output goes to the log file. @throws RekeyError `unavailable` naming the log, when it ends or is silent for `timeoutMs` */
export async function startAttached(of: {
  what: string;
  script: string;
  env: Record<string, string>;
  logFile: string;
  timeoutMs: number;
}): Promise<AttachedProcess> {
  const log = await open(of.logFile, 'a');
  const child = fork(of.script, [], {
    // Options of ours, such as a loader for TypeScript, are not for it; nor is our environment.
    execArgv: [],
    env: { PATH: process.env['PATH'] ?? '', ...of.env },
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await log.close();
  try {
    return { ready: await firstMessage(child, of), stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

function firstMessage(
  child: ChildProcess,
  { what, logFile, timeoutMs }: { what: string; logFile: string; timeoutMs: number },
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const fail = (how: string): void => reject(new RekeyError('unavailable', `${what} ${how}: see ${logFile}`));
    const timer = setTimeout(() => fail(`was not ready within ${timeoutMs / 1000} s`), timeoutMs);
    child.once('message', (message) => {
      clearTimeout(timer);
      resolve(message as Record<string, unknown>);
    });
    child.once('error', () => fail('could not be started'));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${code ?? signal} before it was ready`);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(timer);
}
