import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RekeyError } from '../../model/rekey-error';
import type { StageFolder } from './stage-folder';

/** Runs work that no other command may do for this folder meanwhile, and tells it whether the one before was ended in the middle. @throws RekeyError `conflict` when another one is at it */
export async function oneAtATime<T>(folder: StageFolder, work: (interrupted: boolean) => Promise<T>): Promise<T> {
  const file = join(folder.path, 'busy');
  const interrupted = !(await claim(file));
  if (interrupted) {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (isRunning(holder)) {
      throw new RekeyError('conflict', `process ${holder} is at work on ${folder.path}: wait for it, or end it`);
    }
    await rm(file, { force: true });
    if (!(await claim(file))) throw new RekeyError('conflict', `somebody else is at work on ${folder.path}: wait`);
  }
  try {
    return await work(interrupted);
  } finally {
    await rm(file, { force: true });
  }
}

async function claim(file: string): Promise<boolean> {
  try {
    const claimed = await open(file, 'wx', 0o600);
    await claimed.writeFile(String(process.pid));
    await claimed.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
