import { type Instant, plusSeconds } from '../../lib/model/instant';
import type { Work } from '../../lib/model/work/work';
import type { Clock, Queues } from '../../lib/ports';

/** A message, and when a worker would get it. */
export interface SentWork {
  at: Instant;
  work: Work;
}

/** Queues that keep what they were asked to send, besides sending it: so a message can be taken when the clock was turned to its time. */
export function recordedQueues(queues: Queues, clock: Clock): { queues: Queues; sent: SentWork[] } {
  const sent: SentWork[] = [];
  return {
    sent,
    queues: {
      send: async (to, work, delaySeconds = 0) => {
        await queues.send(to, work, delaySeconds);
        sent.push({ at: plusSeconds(clock.now(), delaySeconds), work });
      },
      depth: (of) => queues.depth(of),
      pace: (of) => queues.pace(of),
      sendAll: async (to, messages) => {
        const taken = await queues.sendAll(to, messages);
        sent.push(...messages.map(({ work, delaySeconds }) => ({ at: plusSeconds(clock.now(), delaySeconds), work })));
        return taken;
      },
    },
  };
}
