import { type Instant, instantOf } from '../../../lib/model/instant';

const dayMs = 86_400_000;
let dayOf = Number.NaN;
let beginning = '';

/** The same as `instantOf`, for moments that are mostly in the day of the one before: what a history asks for most often. */
export function instantAt(epochMs: number): Instant {
  const wholeMs = Math.floor(epochMs);
  const day = Math.floor(wholeMs / dayMs);
  if (day !== dayOf) {
    dayOf = day;
    beginning = instantOf(day * dayMs).slice(0, -'00:00:00.000Z'.length);
  }
  const ms = wholeMs - day * dayMs;
  const minutes = Math.floor(ms / 60_000);
  const [hh, mm, ss] = [Math.floor(minutes / 60), minutes % 60, Math.floor(ms / 1000) % 60];
  return `${beginning}${two[hh]}:${two[mm]}:${two[ss]}.${three[ms % 1000]}Z` as Instant;
}

const two = numbers(60, 2);
const three = numbers(1000, 3);

function numbers(count: number, digits: number): string[] {
  return Array.from({ length: count }, (_, number) => String(number).padStart(digits, '0'));
}
