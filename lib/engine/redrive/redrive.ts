import { deadLetterKindOf, type DeadLetterQueue, redriveOf } from '../../model/work/dead-letter-queue';
import type { Actor } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import type { DeadLetter } from '../../ports';
import { amendInstallation } from '../amend-installation';
import { checkSweepKeepsUp } from './check-sweep-keeps-up';
import type { RedriveWorld } from './redrive-world';

/** What one call did with the letters that it took. */
export interface Redriven {
  /** Sent back to the queue they came from. */
  sentBack: number;
  /** Taken away, because what they stand for is done without them. */
  acknowledged: number;
  /** Left where they are, since nobody would understand them. */
  unreadable: string[];
}

/**
 * Takes letters of a queue, `most` at most, and sends each back to where it came from, or takes it away where that would be pointless. A
 * letter is removed only after it was sent: ended anywhere, none is lost, and one that is sent twice changes nothing (P10). Who did it, and to how many, is
 * recorded before the first. @throws RekeyError `not_found` for a queue that is not there, `conflict` while nothing else does what the letters stand for
 */
export async function redrive(
  world: RedriveWorld,
  { queue, most, actor }: { queue: DeadLetterQueue; most: number; actor: Actor },
): Promise<Redriven> {
  if (!world.deadLetters.queues.includes(queue)) {
    throw new RekeyError('not_found', `there is no dead-letter queue ${queue}: "rekey redrive" lists them`);
  }
  const action = redriveOf[deadLetterKindOf(queue)];
  if (action === 'acknowledge') await checkSweepKeepsUp(world);
  const letters = await world.deadLetters.take(queue, most);
  const readable = letters.filter(({ body }) => world.readLetter(queue, body) !== undefined);
  if (readable.length > 0) await record(world, actor, { queue, action, letters: readable.length });
  for (const letter of readable) {
    if (action === 'send-back') await world.deadLetters.sendBack(queue, letter);
    await world.deadLetters.remove(queue, letter);
  }
  return {
    sentBack: action === 'send-back' ? readable.length : 0,
    acknowledged: action === 'acknowledge' ? readable.length : 0,
    unreadable: letters.filter((letter) => !readable.includes(letter)).map(({ id }: DeadLetter) => id),
  };
}

/** Before the first letter moves: a crash can leave an entry that says too much, and never one too few. */
async function record(
  world: RedriveWorld,
  actor: Actor,
  evidence: { queue: string; action: string; letters: number },
): Promise<void> {
  await amendInstallation(world, () => ({ entry: { type: 'dead-letters-redriven', actor, evidence }, told: false }));
}
