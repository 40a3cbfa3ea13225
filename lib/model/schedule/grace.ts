import { type Instant, secondsBetween } from '../instant';
import type { Manifest } from '../manifest/manifest';
import type { Version } from '../ledger/version';
import { agedFrom } from './aged-from';
import { livedBy } from './lived-by';
import { expireAt } from './schedule';

/** What was decided about a leak of the value; undefined: there was none. */
type Verdict = 'kill' | 'overlap' | 'dismiss' | 'hold';

/** Seconds that a grace outlasts its overlap: in them the new value is stored, verified and made current, after a crash too. */
export const promotionSeconds = 1200;

/**
 * For how long, in whole seconds, the value that is rolled now is to be accepted: for its overlap once the new one is current, after a leak that is contained by replacing for that overlap alone,
 * after a kill not at all. No longer than the issuer allows, nor beyond its hard end.
 */
export function graceSeconds(
  manifest: Manifest,
  rolled: Pick<Version, 'issuedAt' | 'agesFrom' | 'expiresAt'>,
  { verdict, most, now }: { verdict: Verdict | undefined; most: number; now: Instant },
): number {
  const wanted = wantedSeconds(manifest, verdict);
  const end = expireAt(agedFrom(rolled), livedBy(rolled, manifest));
  const left = manifest.expiry === 'revoke' ? secondsBetween(now, end) : wanted;
  return Math.max(0, Math.floor(Math.min(wanted, most, left)));
}

function wantedSeconds({ overlapSeconds, leak }: Manifest, verdict: Verdict | undefined): number {
  if (verdict === 'kill') return 0;
  if (verdict === 'overlap') return Math.min(leak.overlapSeconds, overlapSeconds);
  return overlapSeconds + promotionSeconds;
}
