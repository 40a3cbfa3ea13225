import { CliError, type PlacedProblem } from '../cli-error';
import type { CliContext } from '../cli-context';
import { type ExitCode, exitCode } from '../exit-code';
import type { DeclaredKey, KeysFile } from './keys-file';

/** Requests on their way at once: more would only meet the API's throttle. */
const atOnce = 4;

/** A key that was refused, or could not be reached; the others went on. */
export interface FailedKey {
  keyId: string;
  error: { code: string; message: string; problems: PlacedProblem[] };
}

/** Sends one request a key, a few at a time, and goes on after failures; answers stand in the order of the file. */
export async function sendKeys<T extends object>(
  cli: CliContext,
  file: KeysFile,
  doing: string,
  send: (key: DeclaredKey) => Promise<T>,
): Promise<{ results: (T | FailedKey)[]; exit: ExitCode }> {
  const results: (T | FailedKey)[] = Array.from({ length: file.keys.length });
  const waiting = [...file.keys.entries()];
  let done = 0;
  let exit: ExitCode = exitCode.done;
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, key] = next;
      try {
        results[index] = await send(key);
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        results[index] = failedKey(file, key, error);
        // Ours outranks the user's: mending the file alone would not do.
        exit = exit === exitCode.ours ? exit : error.exitCode;
      }
      done += 1;
      if (file.keys.length > 1) cli.output.progress(`${doing} ${done} of ${file.keys.length} keys`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { results, exit };
}

/** True for a key whose request failed. */
export function isFailed(result: object): result is FailedKey {
  return 'error' in result;
}

function failedKey(file: KeysFile, { keyId }: DeclaredKey, error: CliError): FailedKey {
  const problems = error.problems.map((problem) => file.place(keyId, problem));
  return { keyId, error: { code: error.code, message: error.message, problems } };
}
