import type { CliWorld } from '../cli-world';
import type { Output } from './output';
import { ProgressLine } from './progress-line';

/** One object on standard output and nothing else there: the result, or `{error: {code, message, problems}}`. */
export function jsonOutput(world: Pick<CliWorld, 'terminal' | 'now'>): Output {
  const line = new ProgressLine(world);
  const write = (object: object) => {
    line.clear();
    world.terminal.out(`${JSON.stringify(object, null, 2)}\n`);
  };
  return {
    result: (object) => write(object),
    error: ({ code, message, problems }) => write({ error: { code, message, problems } }),
    progress: (text) => line.progress(text),
    note: (text) => line.note(text),
  };
}
