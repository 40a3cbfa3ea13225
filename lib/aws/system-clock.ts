import { setTimeout as delay } from 'node:timers/promises';
import { instantOf, type Instant } from '../model/instant';
import type { Clock } from '../ports/clock';

/** The machine's clock. */
export class SystemClock implements Clock {
  now(): Instant {
    return instantOf(Date.now());
  }

  async sleep(milliseconds: number): Promise<void> {
    await delay(milliseconds);
  }
}
