import type { Instant } from '../model/instant';

/** Time, as the engine sees it. */
export interface Clock {
  now(): Instant;
  /** Resolves after so many milliseconds of this clock. */
  sleep(milliseconds: number): Promise<void>;
}
