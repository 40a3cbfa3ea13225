import type { CliError, PlacedProblem } from '../cli-error';
import type { CliWorld } from '../cli-world';
import type { Output } from './output';
import { paint } from './paint';
import { ProgressLine } from './progress-line';
import { visible } from './visible';

/** Text for people; coloured only on a terminal, and never under NO_COLOR (no-color.org: set and not empty). */
export function humanOutput(world: Pick<CliWorld, 'terminal' | 'env' | 'now'>): Output {
  const { terminal, env } = world;
  const allowed = (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  const line = new ProgressLine(world);
  return {
    result: (_object, human) => {
      line.clear();
      terminal.out(`${human(paint(allowed && terminal.outputIsTerminal))}\n`);
    },
    error: (error) => {
      line.clear();
      const colours = paint(allowed && terminal.errorIsTerminal);
      terminal.err(`${errorText(error, colours.bad('error:'))}\n`);
    },
    progress: (text) => line.progress(text),
    note: (text) => line.note(text),
  };
}

/** A problem in one line: `keys.yaml:12: keys.shop/flags.owner: is missing: ...`. */
export function problemLine(problem: PlacedProblem): string {
  const place = problem.file === undefined ? '' : `${problem.file}:${problem.line ?? 1}: `;
  const field = problem.field === '' ? '' : `${problem.field}: `;
  return visible(`${place}${field}${problem.message}`);
}

function errorText(error: CliError, mark: string): string {
  return [`${mark} ${visible(error.message)}`, ...error.problems.map((problem) => `  ${problemLine(problem)}`)].join(
    '\n',
  );
}
