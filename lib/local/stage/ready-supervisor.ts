import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { RekeyError } from '../../model/rekey-error';
import { spawnSupervisor } from './spawn-supervisor';
import type { Kept } from './stage-state';
import type { Supervision } from './supervise';
import { findSupervisor } from './supervisor';

/** Installing MiniStack and Unleash for the first time takes a minute or two. */
const readyMs = 10 * 60_000;

/** What the folder's supervisor keeps, once it is ready; it is started when none runs. @throws RekeyError with what it said last, when it ends before */
export async function readySupervisor(of: Supervision): Promise<Kept> {
  const { logFile } = of.folder;
  const running = await findSupervisor(of.folder);
  const ended = running === undefined ? await spawnSupervisor(of) : async () => !(await findSupervisor(of.folder));
  let told = 0;
  for (const until = Date.now() + readyMs; Date.now() < until; await delay(200)) {
    const over = await ended();
    const lines = await linesIn(logFile);
    for (const line of lines.slice(told)) of.progress(line);
    told = lines.length;
    const state = await findSupervisor(of.folder);
    if (state?.kept !== undefined) return state.kept;
    if (over) throw failureIn(lines, logFile);
  }
  throw new RekeyError('unavailable', `the local endpoint was not ready within 10 minutes: see ${logFile}`);
}

async function linesIn(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').slice(0, -1);
}

/** Its last line is `<code>: <message>`, when it had the time to say so. */
function failureIn(lines: readonly string[], logFile: string): RekeyError {
  const [, code, message] = /^(misconfigured|unavailable): (.+)$/.exec(lines.at(-1) ?? '') ?? [];
  if (code === undefined) return new RekeyError('unavailable', `the local endpoint did not start: see ${logFile}`);
  return new RekeyError(code as 'misconfigured' | 'unavailable', message ?? '');
}
