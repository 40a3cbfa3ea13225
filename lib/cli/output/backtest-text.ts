import type { BacktestAnswer } from '../../api/answers/backtest-answer';
import type { Paint } from './paint';

/** Rotations that are shown one by one. */
const shown = 5;

/** What schedules would have done, for people: a paragraph a key. */
export function backtestText(keys: readonly BacktestAnswer[], paint: Paint): string {
  if (keys.length === 0) return 'There are no keys: declare them in a keys file and run "rekey apply".';
  return keys.map((key) => keyText(key, paint)).join('\n\n');
}

function keyText({ keyId, from, count, rotations, nextAt, findings }: BacktestAnswer, paint: Paint): string {
  const last = rotations.slice(-shown);
  const before = count - last.length;
  return [
    `${paint.bold(keyId)}  would have rotated ${timesText(count)} since ${from}`,
    ...(before > 0 ? [`  ${before} before these`] : []),
    ...last.map(({ at, ageSeconds, overdue }) => {
      const age = `at an age of ${Math.floor(ageSeconds / 86_400)} days`;
      return `  ${at}  ${age}${overdue ? ', overdue when the replay begins' : ''}`;
    }),
    ...(nextAt === undefined ? [] : [`  next: ${nextAt}`]),
    ...findings.map(
      ({ consumer, message }) => `  ${paint.warn(`! ${consumer === undefined ? '' : `${consumer} `}${message}`)}`,
    ),
  ].join('\n');
}

function timesText(count: number): string {
  if (count === 0) return 'not once';
  return count === 1 ? 'once' : `${count} times`;
}
