import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Random } from '../simulation/surroundings/random';

const run = promisify(execFile);

/** Kills one of the processes that run Rekey's functions at this endpoint, whatever it is doing; false: none runs. Works where `ps` shows the environment of one's own processes (Linux, macOS). */
export async function killFunction(endpoint: { url: string }, random: Random): Promise<boolean> {
  const { port } = new URL(endpoint.url);
  const { stdout } = await run('ps', ['axeww', '-o', 'pid=,command='], { maxBuffer: 64 * 1024 * 1024 });
  const running = stdout
    .split('\n')
    .filter((line) => / AWS_LAMBDA_FUNCTION_NAME=/.test(line) && line.includes(` GATEWAY_PORT=${port} `))
    .map((line) => Number(/^\s*(\d+)/.exec(line)?.[1]))
    .filter((pid) => Number.isInteger(pid) && pid > 1);
  if (running.length === 0) return false;
  try {
    process.kill(random.pick(running), 'SIGKILL');
    return true;
  } catch {
    return false; // it ended by itself meanwhile
  }
}
