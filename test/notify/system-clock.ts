import { type Instant, instantOf } from '../../lib/model/instant';
import type { Clock } from '../../lib/ports';

/** The machine's own time: a receiver compares a signature's time with it. */
export class SystemClock implements Clock {
  now(): Instant {
    return instantOf(Date.now());
  }

  async sleep(milliseconds: number): Promise<void> {
    await new Promise((wake) => setTimeout(wake, milliseconds));
  }
}
