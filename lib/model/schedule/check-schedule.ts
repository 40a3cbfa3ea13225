import { epochMs, type Instant, instantOf, plusSeconds, secondsBetween } from '../instant';
import { shareOf } from './share-of';

/** The health interval, in seconds: a gap that others cause is found within it, whatever events are lost. */
export const healthIntervalSeconds = 86_400;

/** Fewest seconds between two looks at a key whose secret is not as it should be. */
export const standingIntervalSeconds = 900;

/** Seconds for which a check that was ordered, and sent, is not ordered again. */
export const orderedSeconds = 300;

/** Seconds for which a check that has begun is left alone; longer than `orderedSeconds`, so that who orders one can tell the two apart. */
export const begunSeconds = 900;

/** When a key is looked at next: at its own time of the day, so that a fleet is spread over it; sooner while something stands, after as long again as it has stood. */
export function nextCheckAt(keyId: string, now: Instant, standsSince?: Instant): Instant {
  if (standsSince !== undefined) {
    const stood = Math.max(standingIntervalSeconds, secondsBetween(standsSince, now));
    return plusSeconds(now, Math.min(stood, healthIntervalSeconds));
  }
  const intervalMs = healthIntervalSeconds * 1000;
  const ownMs = Math.floor(shareOf(keyId) * (intervalMs - 1));
  const startedMs = Math.floor(epochMs(now) / intervalMs) * intervalMs;
  const todayMs = startedMs + ownMs;
  return instantOf(todayMs > epochMs(now) ? todayMs : todayMs + intervalMs);
}
