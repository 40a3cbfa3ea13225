import { createHash } from 'node:crypto';
import type { Cause } from '../ledger/cause';

/** What has been tried, and for whom. */
export interface Tried {
  keyId: string;
  cause: Cause;
  /** Tries that failed so far. */
  failures: number;
  /** Life of a version: a short one leaves no time for long delays. */
  maxAgeSeconds: number;
  /** What the issuer asked for. @default 0 */
  retryAfterSeconds?: number | undefined;
}

/** No delay is longer, in seconds; after a leak none is longer than `leak`. */
const longest = { leak: 300, other: 21_600 } as const;

/**
 * Seconds until the next try: doubling from a minute to a tenth of `maxAge`, six hours at most; after a leak from five
 * seconds to five minutes. Never sooner than the issuer asked for, within the longest delay.
 */
export function retryDelaySeconds({ keyId, cause, failures, maxAgeSeconds, retryAfterSeconds = 0 }: Tried): number {
  const leak = cause === 'leak';
  const [first, most] = leak ? [5, longest.leak] : [60, Math.min(longest.other, Math.max(maxAgeSeconds / 10, 60))];
  const doubled = Math.min(first * 2 ** Math.min(Math.max(failures - 1, 0), 20), most);
  const spread = leak ? doubled : doubled * (1 - shareOf(keyId, failures) / 4);
  return Math.max(spread, Math.min(retryAfterSeconds, leak ? longest.leak : longest.other));
}

/** From 0 to 1, another for each try of each key: keys that failed together come back apart, and a key does not meet another one's regular doings time after time. */
function shareOf(keyId: string, failures: number): number {
  return createHash('sha256').update(`${keyId} ${failures}`).digest().readUInt32BE(0) / 0xffff_ffff;
}
