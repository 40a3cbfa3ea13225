import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RekeyError } from '../model/rekey-error';
import { findPython } from './ministack-python';
import { ministackVersion, packageFolder } from './ministack-release';

const run = promisify(execFile);

/**
 * The Python interpreter of a virtual environment that holds exactly the pinned requirements; made on first use.
 * Two processes may make it at once: each builds its own, and the first to finish names it.
 * @throws RekeyError `misconfigured` when Python is missing or too old, `unavailable` when the packages cannot be installed
 */
export async function ministackVenv(
  env: NodeJS.ProcessEnv,
  progress: (what: string) => void,
  cache = join(packageFolder(), 'node_modules', '.cache', 'rekey'),
): Promise<string> {
  const requirements = join(packageFolder(), 'lib', 'local', 'ministack-requirements.txt');
  const pinned = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 8);
  const venv = join(cache, `ministack-${ministackVersion}-${pinned}`);
  const python = join(venv, 'bin', 'python');
  if (existsSync(python)) return python;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'draft-'));
  try {
    progress(`installing MiniStack ${ministackVersion} into ${venv} (once)`);
    await build(draft, requirements, env);
    renameSync(draft, venv);
  } catch (error) {
    // ENOTEMPTY, EEXIST: somebody else finished first, with the same content.
    if (!existsSync(python)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return python;
}

async function build(folder: string, requirements: string, env: NodeJS.ProcessEnv): Promise<void> {
  const interpreter = join(folder, 'bin', 'python');
  if (await works('uv', ['--version'], env)) {
    await step('uv', ['venv', '--quiet', '--allow-existing', '--python', '>=3.10', folder], env);
    await step(
      'uv',
      ['pip', 'install', '--quiet', '--require-hashes', '--python', interpreter, '-r', requirements],
      env,
    );
    return;
  }
  const found = await findPython(env);
  if (!('python' in found)) {
    const there = found.newest === undefined ? 'none is on the PATH' : `${found.newest} is on the PATH`;
    throw new RekeyError(
      'misconfigured',
      `the local AWS endpoint needs Python 3.10 or later, and ${there}: install it or uv, or set AWS_ENDPOINT_URL`,
    );
  }
  if (!(await works(found.python, ['-c', 'import ensurepip, venv'], env))) {
    throw new RekeyError(
      'misconfigured',
      `${found.python} cannot make virtual environments: install its venv package (python3-venv) or uv`,
    );
  }
  await step(found.python, ['-m', 'venv', folder], env);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--require-hashes'];
  await step(interpreter, [...pip, '-r', requirements], env);
}

async function works(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  return run(command, args, { env, timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}

async function step(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await run(command, args, { env, timeout: 300_000 });
  } catch (error) {
    const stderr = (error as { stderr?: string }).stderr ?? '';
    const said = stderr.trim().split('\n').at(-1)?.slice(0, 300) || 'it did not end within 5 minutes';
    throw new RekeyError('unavailable', `MiniStack could not be installed by "${command} ${args[0]}": ${said}`, {
      cause: error,
    });
  }
}
