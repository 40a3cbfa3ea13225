import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What one call of the command line gave. */
export interface RekeyResult {
  exitCode: number;
  /** The one object on standard output. */
  json: unknown;
  /** Both outputs, as they were. */
  output: string;
}

/** Runs `rekey ...`; what goes in on standard input is never an argument. @throws Error when it ends otherwise than expected (0 unless given) */
export type RunRekey = (
  args: readonly string[],
  options?: { input?: string; expected?: number },
) => Promise<RekeyResult>;

/** The command line in a process of its own, as its users run it; by default as programs do. */
export function rekeyCommand(
  env: Readonly<Record<string, string>>,
  flags: readonly string[] = ['--json', '--yes'],
): RunRekey {
  const script = join(__dirname, '..', 'bin', 'rekey.ts');
  return async (args, { input = '', expected = 0 } = {}) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...flags, ...args], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const exited = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
    child.stdin.end(input);
    const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    if (exitCode !== expected) {
      throw new Error(`rekey ${args.join(' ')} ended with ${exitCode} instead of ${expected}: ${stdout}${stderr}`);
    }
    return { exitCode, json: parsed(stdout), output: stdout + stderr };
  };
}

function parsed(stdout: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}
