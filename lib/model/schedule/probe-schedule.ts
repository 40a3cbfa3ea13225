import { type Instant, latest, plusSeconds, secondsBetween } from '../instant';

/** Seconds between the two refusals that make a version dead. */
const confirmSeconds = 3;

/** When to probe a revoked version again: soon after a refusal; else at growing intervals up to its deadline, and more rarely after it. */
export function nextProbeAt(version: { revokedAt: Instant; deadBy: Instant }, refusals: number, now: Instant): Instant {
  if (refusals > 0) return plusSeconds(now, confirmSeconds);
  const elapsed = Math.max(0, secondsBetween(version.revokedAt, now));
  if (now < version.deadBy) {
    const step = Math.min(Math.max(5, elapsed / 2), 3600);
    const next = plusSeconds(now, step);
    return next < version.deadBy ? next : latest(version.deadBy, plusSeconds(now, 1));
  }
  const overdue = secondsBetween(version.deadBy, now);
  return plusSeconds(now, Math.min(Math.max(15, overdue), 21_600));
}
