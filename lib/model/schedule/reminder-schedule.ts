import { type Instant, plusSeconds } from '../instant';

/** Seconds from one reminder of a held incident to the next; the last repeats until somebody decides. */
const intervals = [900, 3600, 14_400] as const;
const lastInterval = 86_400;

/** When a held incident is told again, after so many reminders: a quarter of an hour after it was held, then an hour, four hours, and every day. */
export function reminderAt(after: Instant, sent: number): Instant {
  return plusSeconds(after, intervals[sent] ?? lastInterval);
}
