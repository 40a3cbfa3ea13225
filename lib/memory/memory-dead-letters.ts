import { type DeadLetterQueue, deadLetterKindOf, redriveOf } from '../model/work/dead-letter-queue';
import { type Instant, plusSeconds } from '../model/instant';
import { RekeyError } from '../model/rekey-error';
import type { Clock } from '../ports/clock';
import type { DeadLetter, DeadLetters } from '../ports/dead-letters';

/** Seconds for which a letter that was taken is hidden. */
const takenSeconds = 120;

interface HeldLetter {
  queue: DeadLetterQueue;
  id: string;
  sentAt: Instant;
  body: string;
  receipt: string;
  visibleAt: Instant;
}

/** Dead letters that a test lays down, and what was sent back of them. */
export class MemoryDeadLetters implements DeadLetters {
  readonly sentBack: { queue: DeadLetterQueue; body: string }[] = [];
  #held: HeldLetter[] = [];
  #serial = 0;

  constructor(
    private readonly clock: Clock,
    readonly queues: readonly DeadLetterQueue[],
  ) {}

  lay(queue: DeadLetterQueue, body: string): string {
    const now = this.clock.now();
    const id = `letter-${(this.#serial += 1)}`;
    this.#held.push({ queue, id, sentAt: now, body, receipt: '', visibleAt: now });
    return id;
  }

  async count(queue: DeadLetterQueue): Promise<{ waiting: number; taken: number }> {
    const waiting = this.#visible(queue).length;
    return { waiting, taken: this.#held.filter((letter) => letter.queue === queue).length - waiting };
  }

  async look(queue: DeadLetterQueue): Promise<DeadLetter[]> {
    return this.#visible(queue).slice(0, 10).map(shown);
  }

  async take(queue: DeadLetterQueue, most: number): Promise<DeadLetter[]> {
    const taken = this.#visible(queue).slice(0, most);
    for (const letter of taken) {
      letter.visibleAt = plusSeconds(this.clock.now(), takenSeconds);
      letter.receipt = `taken-${(this.#serial += 1)}`;
    }
    return taken.map(shown);
  }

  async sendBack(queue: DeadLetterQueue, { body }: DeadLetter): Promise<void> {
    if (redriveOf[deadLetterKindOf(queue)] !== 'send-back') {
      throw new RekeyError('internal', `letters of ${queue} came from no queue`);
    }
    this.sentBack.push({ queue, body });
  }

  async remove(queue: DeadLetterQueue, { receipt }: DeadLetter): Promise<void> {
    this.#held = this.#held.filter((letter) => letter.queue !== queue || letter.receipt !== receipt);
  }

  #visible(queue: DeadLetterQueue): HeldLetter[] {
    return this.#held.filter((letter) => letter.queue === queue && letter.visibleAt <= this.clock.now());
  }
}

function shown({ id, sentAt, body, receipt }: HeldLetter): DeadLetter {
  return { id, sentAt, body, receipt };
}
