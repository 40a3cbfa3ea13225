import { deadLetterKindOf, type DeadLetterQueue, redriveOf } from '../../model/work/dead-letter-queue';
import { earliest, type Instant } from '../../model/instant';
import type { LetterContent } from '../../ports';
import type { RedriveWorld } from './redrive-world';

/** One dead-letter queue, and a sample of ten letters at most. */
export interface DeadLetterSummary {
  queue: DeadLetterQueue;
  waiting: number;
  taken: number;
  onRedrive: (typeof redriveOf)[keyof typeof redriveOf];
  /** When the oldest of the sample was sent first. */
  oldestSentAt?: Instant;
  letters: { id: string; sentAt: Instant; content?: LetterContent }[];
}

/** Every dead-letter queue with what is in it; nothing is moved. Two requests a queue that holds letters, one for any other. */
export function listDeadLetters(world: RedriveWorld): Promise<DeadLetterSummary[]> {
  return Promise.all(world.deadLetters.queues.map((queue) => summaryOf(world, queue)));
}

async function summaryOf(world: RedriveWorld, queue: DeadLetterQueue): Promise<DeadLetterSummary> {
  const { waiting, taken } = await world.deadLetters.count(queue);
  const letters = waiting === 0 ? [] : await world.deadLetters.look(queue);
  const [first, ...rest] = letters.map(({ sentAt }) => sentAt);
  return {
    queue,
    waiting,
    taken,
    onRedrive: redriveOf[deadLetterKindOf(queue)],
    ...(first === undefined ? {} : { oldestSentAt: earliest(first, ...rest) }),
    letters: letters.map(({ id, sentAt, body }) => {
      const content = world.readLetter(queue, body);
      return { id, sentAt, ...(content && { content }) };
    }),
  };
}
