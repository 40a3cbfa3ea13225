import { z } from 'zod';

/** A moment in UTC with milliseconds, `2026-11-23T20:20:00.000Z`: the one form in which times are kept, so that text order is time order. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .brand<'Instant'>();

/** See {@link instantSchema}. */
export type Instant = z.infer<typeof instantSchema>;

/** The instant of so many milliseconds since 1970. */
export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant;
}

/** Milliseconds since 1970. */
export function epochMs(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant so many seconds later; negative for earlier. */
export function plusSeconds(instant: Instant, seconds: number): Instant {
  return instantOf(epochMs(instant) + Math.round(seconds * 1000));
}

/** Seconds from the first to the second, with fractions; negative when the second is earlier. */
export function secondsBetween(from: Instant, to: Instant): number {
  return (epochMs(to) - epochMs(from)) / 1000;
}

/** The earliest of the given instants. */
export function earliest(first: Instant, ...rest: Instant[]): Instant {
  return rest.reduce((a, b) => (b < a ? b : a), first);
}

/** The latest of the given instants. */
export function latest(first: Instant, ...rest: Instant[]): Instant {
  return rest.reduce((a, b) => (b > a ? b : a), first);
}
