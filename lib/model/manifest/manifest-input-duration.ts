import { z } from 'zod';
import { parseDuration } from '../duration';

/** A declared duration: text with a unit, `30d`, `24h`, `15m`, `90s`; more than zero. */
export const durationTextSchema = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : withoutUnit(issue.input)) })
  // The pattern is what editors see; its message has to be good for everything that it refuses.
  .regex(/^(?!0+[smhd]$)\d{1,9}[smhd]$/, { error: (issue) => refusal(String(issue.input)) });

/** Seconds of a text that {@link durationTextSchema} let through. */
export function secondsOf(text: string): number {
  return parseDuration(text) ?? Number.NaN;
}

function refusal(text: string): string {
  if (/^\s*-/.test(text)) return `${text} is negative: write a duration above zero, such as 30d`;
  if (/^0+[smhd]?$/.test(text)) return `${text} is zero: write a duration above zero, such as 30d`;
  return withoutUnit(text);
}

function withoutUnit(input: unknown): string {
  const shown = typeof input === 'string' || typeof input === 'number' ? String(input).slice(0, 40) : 'this';
  if (typeof input === 'number' && input <= 0) return refusal(String(input));
  if (/^\d+$/.test(shown)) return `${shown} has no unit: write ${shown}d, ${shown}h, ${shown}m or ${shown}s`;
  return `${shown} is no duration: write whole days, hours, minutes or seconds, such as 30d, 24h, 15m or 90s`;
}
