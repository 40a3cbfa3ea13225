import type { DeadLettersAnswer } from '../../api/answers/dead-letters-answer';
import { formatDuration } from '../../model/duration';
import type { Paint } from './paint';

/** The dead-letter queues in a table, and below it what is known of the letters. */
export function deadLettersText(queues: DeadLettersAnswer['queues'], paint: Paint, now: number): string {
  const table = paint.table(
    ['QUEUE', 'LETTERS', 'OLDEST', 'REDRIVE'],
    queues.map(({ queue, waiting, taken, oldestSentAt, onRedrive }) => [
      queue,
      taken === 0 ? `${waiting}` : `${waiting}, and ${taken} taken`,
      oldestSentAt === undefined ? '-' : ageOf(oldestSentAt, now),
      onRedrive === 'send-back' ? 'sends back' : 'takes away',
    ]),
    'There are no dead-letter queues.',
  );
  const letters = queues.flatMap(({ queue, letters: of }) =>
    of.map(({ id, sentAt, content }) =>
      paint.plain(
        `  ${queue}  ${ageOf(sentAt, now)} old  ${content === undefined ? `not understood (${id})` : [content.what, content.key].filter(Boolean).join('  ')}`,
      ),
    ),
  );
  return letters.length === 0 ? table : [table, '', 'Among them (ten of each queue at most):', ...letters].join('\n');
}

/** In whole minutes from one minute on. */
function ageOf(sentAt: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(sentAt)) / 1000));
  return formatDuration(seconds < 60 ? seconds : seconds - (seconds % 60));
}
