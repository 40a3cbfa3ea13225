import type { Pace } from './pace';

/** Longer is nobody reckoned to wait, in seconds: a message that got lost is missed by then. */
const most = 3600;

/** How long a message may wait in a queue with so many before it, in seconds. */
export function waitSeconds(ahead: number, { slowest }: Pace): number {
  return Math.min(most, Math.ceil((ahead * 60) / slowest));
}
