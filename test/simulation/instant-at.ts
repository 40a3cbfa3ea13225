import { type Instant, instantOf } from '../../lib/model/instant';

const minuteMs = 60_000;
let minute = Number.NaN;
let beginning = '';

/** The same as `instantOf`, for moments that are mostly in the minute of the one before: what a history asks for most often. */
export function instantAt(epochMs: number): Instant {
  const wholeMs = Math.floor(epochMs);
  const inMinuteMs = wholeMs % minuteMs;
  if (wholeMs - inMinuteMs !== minute) {
    minute = wholeMs - inMinuteMs;
    beginning = instantOf(minute).slice(0, -'00.000Z'.length);
  }
  const seconds = Math.floor(inMinuteMs / 1000);
  return `${beginning}${digits[seconds]?.slice(1)}.${digits[inMinuteMs % 1000]}Z` as Instant;
}

const digits = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));
