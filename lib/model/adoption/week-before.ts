import { epochMs, type Instant, instantOf } from '../instant';

const weekMs = 7 * 86_400_000;

/** Monday 5 January 1970, 00:00 UTC. */
const someMondayMs = 4 * 86_400_000;

/** The last whole week before a moment, from Monday to Monday, 00:00 UTC. */
export function weekBefore(now: Instant): { from: Instant; until: Instant } {
  const untilMs = Math.floor((epochMs(now) - someMondayMs) / weekMs) * weekMs + someMondayMs;
  return { from: instantOf(untilMs - weekMs), until: instantOf(untilMs) };
}
