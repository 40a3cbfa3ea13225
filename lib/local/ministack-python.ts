import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const names = ['python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3.14', 'python3', 'python'];

/** The first interpreter on the PATH that is Python 3.10 or later, and the newest version seen when there is none. */
export async function findPython(env: NodeJS.ProcessEnv): Promise<{ python: string } | { newest: string | undefined }> {
  let newest: string | undefined;
  for (const name of names) {
    const found = await versionOf(name, env);
    if (!found) continue;
    if (found.major === 3 && found.minor >= 10) return { python: found.executable };
    newest ??= `${found.major}.${found.minor}`;
  }
  return { newest };
}

async function versionOf(
  name: string,
  env: NodeJS.ProcessEnv,
): Promise<{ major: number; minor: number; executable: string } | undefined> {
  try {
    const script = 'import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)';
    const { stdout } = await run(name, ['-c', script], { env, timeout: 20_000 });
    const [major, minor, ...executable] = stdout.trim().split(' ');
    return { major: Number(major), minor: Number(minor), executable: executable.join(' ') };
  } catch {
    return undefined; // not on the PATH, or a shim for a version that is not installed
  }
}
