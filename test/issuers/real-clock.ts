import { setTimeout } from 'node:timers/promises';
import { instantOf } from '../../lib/model/instant';
import type { Clock } from '../../lib/ports/clock';

/** The machine's own time, for tests against servers that have no other. */
export const realClock: Clock = {
  now: () => instantOf(Date.now()),
  sleep: async (milliseconds) => {
    await setTimeout(milliseconds);
  },
};
