import type { Queues } from '../../ports';
import type { DueMessage } from './plan-move';

/** How much waits in the queues that a sweep sends to. */
export interface Backlog {
  /** Messages that were in a queue when the sweep came. */
  found(to: DueMessage['to']): Promise<number>;
  /** Messages that are before one that is sent now; that one is before the next. */
  before(to: DueMessage['to']): Promise<number>;
}

/** Asks each queue once, and counts from there. A queue that cannot be asked counts as empty: what is wrong with it shows when something is sent. */
export function backlogOf(queues: Queues): Backlog {
  const asked = new Map<string, Promise<number>>();
  const sent = new Map<string, number>();
  const nameOf = (to: DueMessage['to']) => `${to.issuer}#${to.lane}`;
  const found = (to: DueMessage['to']) => {
    const name = nameOf(to);
    const depth = asked.get(name) ?? queues.depth(to).catch(() => 0);
    asked.set(name, depth);
    return depth;
  };
  return {
    found,
    before: async (to) => {
      const depth = await found(to);
      const earlier = sent.get(nameOf(to)) ?? 0;
      sent.set(nameOf(to), earlier + 1);
      return depth + earlier;
    },
  };
}
