import { waitSeconds } from '../../model/schedule/wait-seconds';
import type { Queues } from '../../ports';
import type { DueMessage } from './plan-move';

/** Minutes of the workers' best that may wait in a queue: what is sent leads to messages that come later, so that one minute's would leave them idle at times. */
const mostWaiting = 2;

/** How much waits in the queues that a sweep sends to. */
export interface Backlog {
  /** For how long what was in a queue when the sweep came may wait there, in seconds. */
  found(to: DueMessage['to']): Promise<number>;
  /** How many messages the sweep may send there still, for the workers to have enough until the next one. */
  room(to: DueMessage['to']): Promise<number>;
  /** For how long a message that is sent now may wait, in seconds. It is before the next. */
  join(to: DueMessage['to']): Promise<number>;
}

/** Asks each queue once, and counts from there. A queue that cannot be asked counts as empty: what is wrong with it shows when something is sent. */
export function backlogOf(queues: Queues): Backlog {
  const asked = new Map<string, Promise<number>>();
  const sent = new Map<string, number>();
  const depth = (to: DueMessage['to']) => {
    const known = asked.get(queueName(to)) ?? queues.depth(to).catch(() => 0);
    asked.set(queueName(to), known);
    return known;
  };
  return {
    found: async (to) => waitSeconds(await depth(to), queues.pace(to)),
    room: async (to) => {
      // What ends a credential's life early is sent in any case.
      if (to.lane === 'containments') return Infinity;
      const { fastest } = queues.pace(to);
      return Math.min(fastest, mostWaiting * fastest - (await depth(to))) - (sent.get(queueName(to)) ?? 0);
    },
    join: async (to) => {
      const earlier = sent.get(queueName(to)) ?? 0;
      sent.set(queueName(to), earlier + 1);
      return waitSeconds((await depth(to)) + earlier, queues.pace(to));
    },
  };
}

/** One name for each queue. */
export function queueName({ issuer, lane }: DueMessage['to']): string {
  return `${issuer}#${lane}`;
}
