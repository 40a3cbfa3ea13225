import type { Pace } from './pace';

/** What one worker takes in a minute where its issuer is slow: three seconds are a rotation's. */
const slowest = 20;
/** What one worker carries through in a minute at most: some forty calls one after another take longer than 0.3 seconds. */
const fastest = 200;

/** How quickly so many workers get on. */
export function paceOf(workers: number): Pace {
  return { slowest: slowest * workers, fastest: fastest * workers };
}
