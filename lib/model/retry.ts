import type { Cause } from './cause';

/** Seconds until the next try after so many failures: doubling from a minute to six hours; for a leak from five seconds to five minutes. */
export function retryDelaySeconds(failures: number, cause: Cause, retryAfterSeconds = 0): number {
  const [first, most] = cause === 'leak' ? [5, 300] : [60, 21_600];
  const doubled = first * 2 ** Math.min(Math.max(failures - 1, 0), 20);
  return Math.max(Math.min(doubled, most), Math.min(retryAfterSeconds, most));
}
