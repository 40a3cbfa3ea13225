import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ministackVersion } from './ministack-release';
import { ministackVenv } from './ministack-venv';

const run = promisify(execFile);

/** The command that starts MiniStack: one of the pinned version on the PATH, else the one in our own virtual environment. @throws RekeyError */
export async function ministackCommand(
  env: NodeJS.ProcessEnv,
  progress: (what: string) => void,
): Promise<[string, ...string[]]> {
  const installed = (env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'ministack'))
    .find((file) => existsSync(file));
  if (installed !== undefined && (await versionOf(installed)) === ministackVersion) return [installed];
  return [await ministackVenv(env, progress), '-m', 'ministack'];
}

/** It has no `--version`; the interpreter that its first line names knows. Undefined: it cannot be told. */
async function versionOf(script: string): Promise<string | undefined> {
  try {
    const interpreter = /^#!(\S+)/.exec(readFileSync(script, 'utf8'))?.[1];
    if (interpreter === undefined) return undefined;
    const ask = 'import importlib.metadata as m; print(m.version("ministack"))';
    return (await run(interpreter, ['-c', ask], { timeout: 20_000 })).stdout.trim();
  } catch {
    return undefined;
  }
}
