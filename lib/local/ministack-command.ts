import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ministackVersion } from './ministack-release';
import { ministackVenv } from './ministack-venv';

const run = promisify(execFile);

/**
 * Runs the module, its garbage collector told to look at everything a hundred times more rarely than Python's preset (700, 10, 10), and at what is young in
 * larger portions: a look at all that a ledger of 2,000 keys holds stops every request for 0.7 to 1 s, and came every ten seconds.
 */
const programAfter = (prelude: string) => `${prelude}
import gc, runpy
gc.set_threshold(10_000, 10, 1000)
runpy.run_module("ministack", run_name="__main__", alter_sys=True)`;

/** The command that starts MiniStack: one of the pinned version on the PATH, else the one in our own virtual environment; it runs this prelude first. @throws RekeyError */
export async function ministackCommand(
  env: NodeJS.ProcessEnv,
  progress: (what: string) => void,
  prelude: string,
): Promise<[string, ...string[]]> {
  const installed = (env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'ministack'))
    .find((file) => existsSync(file));
  const ofInstalled = installed === undefined ? undefined : await interpreterOf(installed);
  return [ofInstalled ?? (await ministackVenv(env, progress)), '-c', programAfter(prelude)];
}

/** The interpreter that the script's first line names, if what it has is of the pinned version: there is no `--version` to ask. Undefined: it is of another one, or cannot be told. */
async function interpreterOf(script: string): Promise<string | undefined> {
  try {
    const interpreter = /^#!(\S+)/.exec(readFileSync(script, 'utf8'))?.[1];
    if (interpreter === undefined) return undefined;
    const ask = 'import importlib.metadata as m; print(m.version("ministack"))';
    const { stdout } = await run(interpreter, ['-c', ask], { timeout: 20_000 });
    return stdout.trim() === ministackVersion ? interpreter : undefined;
  } catch {
    return undefined;
  }
}
