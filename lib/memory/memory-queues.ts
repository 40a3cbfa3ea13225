import { plusSeconds, type Instant } from '../model/instant';
import type { IssuerName } from '../model/ids';
import { RekeyError } from '../model/rekey-error';
import type { Pace } from '../model/schedule/pace';
import { paceOf } from '../model/schedule/pace-of';
import { workSchema, type Work } from '../model/work/work';
import type { Clock } from '../ports/clock';
import type { DelayedWork, Lane, Queues } from '../ports/queues';

/** A message that waits in a queue. */
export interface QueuedWork {
  lane: Lane;
  issuer: IssuerName;
  work: Work;
  visibleAt: Instant;
}

/** Holds what was sent until a test takes it; delivering twice or out of order is the test's to do. */
export class MemoryQueues implements Queues {
  /** Everything that waits, in the order sent. */
  readonly waiting: QueuedWork[] = [];

  constructor(private readonly clock: Clock) {}

  async send(to: { lane: Lane; issuer: IssuerName }, work: Work, delaySeconds = 0): Promise<void> {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html: DelaySeconds is whole, 0 to 900.
    if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > 900) {
      throw new RekeyError('internal', `delay of ${delaySeconds} s: SQS takes whole seconds from 0 to 900`);
    }
    const sent = workSchema.parse(JSON.parse(JSON.stringify(work)));
    this.waiting.push({ ...to, work: sent, visibleAt: plusSeconds(this.clock.now(), delaySeconds) });
  }

  async sendAll(to: { lane: Lane; issuer: IssuerName }, messages: readonly DelayedWork[]): Promise<boolean[]> {
    for (const { work, delaySeconds } of messages) await this.send(to, work, delaySeconds);
    return messages.map(() => true);
  }

  async depth({ lane, issuer }: { lane: Lane; issuer: IssuerName }): Promise<number> {
    const now = this.clock.now();
    return this.waiting.filter((one) => one.lane === lane && one.issuer === issuer && one.visibleAt <= now).length;
  }

  pace(): Pace {
    return paceOf(2);
  }

  /** Takes out what is visible now, oldest first; of one lane or issuer when asked so. */
  take(of: { lane?: Lane; issuer?: IssuerName } = {}): QueuedWork[] {
    const now = this.clock.now();
    const taken = this.waiting.filter(
      (one) =>
        one.visibleAt <= now &&
        (of.lane === undefined || one.lane === of.lane) &&
        (of.issuer === undefined || one.issuer === of.issuer),
    );
    for (const one of taken) this.waiting.splice(this.waiting.indexOf(one), 1);
    return taken;
  }
}
