import type { Instant } from '../instant';
import type { Version } from '../ledger/version';

/** Since when the age of a version counts for its policy: its issue, or later for one that was older than its policy allows when it was taken over. */
export function agedFrom({ issuedAt, agesFrom }: Pick<Version, 'issuedAt' | 'agesFrom'>): Instant {
  return agesFrom ?? issuedAt;
}
