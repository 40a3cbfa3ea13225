import { waitSeconds } from '../../model/schedule/wait-seconds';
import type { Queues } from '../../ports';
import type { DueMessage } from './plan-move';

/** Messages of a rotation: what waits is reckoned to be as much of one. */
const messagesOfRotation = 3;

/** How much waits in the queues that a sweep sends to. */
export interface Backlog {
  /** For how long what was in a queue when the sweep came may wait there, in seconds. */
  found(to: DueMessage['to']): Promise<number>;
  /** How many messages the sweep may send there still, for the workers to have enough until the next one. */
  room(to: DueMessage['to']): Promise<number>;
  /** When a message that is sent now is to come, and for how long it may wait then. It is before the next. */
  join(to: DueMessage['to']): Promise<{ delaySeconds: number; waitSeconds: number }>;
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
      const rotations = Math.floor((await depth(to)) / messagesOfRotation);
      return queues.pace(to).fastest - rotations - (sent.get(queueName(to)) ?? 0);
    },
    join: async (to) => {
      const earlier = sent.get(queueName(to)) ?? 0;
      sent.set(queueName(to), earlier + 1);
      const pace = queues.pace(to);
      // As quickly as workers get on, so that what the first lead to is not behind the last.
      const delaySeconds = to.lane === 'containments' ? 0 : Math.floor((earlier * 60) / pace.fastest);
      return { delaySeconds, waitSeconds: waitSeconds((await depth(to)) + earlier, pace) };
    },
  };
}

/** One name for each queue. */
export function queueName({ issuer, lane }: DueMessage['to']): string {
  return `${issuer}#${lane}`;
}
