import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, copyFile, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { RekeyError } from '../model/rekey-error';

const parts = ['package.json', 'package-lock.json', 'database.mjs', 'server.mjs'];

/** The folder with Unleash as its lock file has it, installed by npm when it is not there yet. Two that ask at once both get a whole one. @throws RekeyError `unavailable` naming the log */
export async function installUnleash(of: {
  source: string;
  cache: string;
  logFile: string;
  progress: (message: string) => void;
  /** Command and first arguments of npm. @default the npm that runs us, else the one on the PATH */
  npm?: readonly string[];
}): Promise<string> {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(await readFile(path.join(of.source, part)));
  const folder = path.join(of.cache, `unleash-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  of.progress('installing Unleash with npm, once; this takes a minute');
  const staging = `${folder}.${randomUUID()}`;
  try {
    await mkdir(staging, { recursive: true });
    for (const part of parts) await copyFile(path.join(of.source, part), path.join(staging, part));
    await npmCi(of.npm ?? ourNpm(), staging, of.logFile);
    await putInPlace(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return folder;
}

/** A folder appears whole under its name, or not at all; whoever comes second uses the first one's. */
async function putInPlace(staging: string, folder: string): Promise<void> {
  try {
    await rename(staging, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

async function npmCi(npm: readonly string[], folder: string, logFile: string): Promise<void> {
  const log = await open(logFile, 'a');
  try {
    const [command = 'npm', ...first] = npm;
    // No install scripts: none is needed, and one of them reports to its maker.
    const args = [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', log.fd, log.fd] });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (code !== 0) throw new Error(`npm ended with ${code}`);
  } catch (cause) {
    await appendFile(logFile, `${(cause as Error).message}\n`);
    throw new RekeyError('unavailable', `Unleash could not be installed with npm: see ${logFile}`, { cause });
  } finally {
    await log.close();
  }
}

/** Under "npm run" npm says where it is, which spares a shell on the way to it. */
function ourNpm(): string[] {
  const script = process.env['npm_execpath'];
  return script?.endsWith('.js') ? [process.execPath, script] : ['npm'];
}
