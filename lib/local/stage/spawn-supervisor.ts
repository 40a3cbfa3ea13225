import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Supervision } from './supervise';

/** Starts a supervisor that outlives this process; the answer says whether it has ended. */
export async function spawnSupervisor({ folder, unleash, env }: Supervision): Promise<() => Promise<boolean>> {
  const log = await open(folder.logFile, 'w', 0o600);
  const child = spawn(process.execPath, [...script(), folder.path, unleash ? 'unleash' : 'none'], {
    detached: true, // a session of its own: neither Ctrl-C nor a terminal that closes ends it
    env,
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  child.unref();
  let ended = false;
  const end = () => {
    ended = true;
  };
  child.once('exit', end).once('error', end);
  return async () => ended;
}

/** The door `bin/local-supervisor`, beside the sources or in the built package. */
function script(): string[] {
  const extension = extname(__filename);
  const door = join(__dirname, '..', '..', '..', 'bin', `local-supervisor${extension}`);
  return extension === '.ts' ? ['--import', pathToFileURL(require.resolve('tsx')).href, door] : [door];
}
