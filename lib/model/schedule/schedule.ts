import { agedFrom } from './aged-from';
import { earliest, type Instant, plusSeconds } from '../instant';
import type { Manifest } from '../manifest/manifest';
import { shareOf } from './share-of';
import type { Version } from '../ledger/version';

/** How long an issuer takes, in seconds: until every node accepts a new value, until every node refuses a revoked one. */
export interface IssuerTiming {
  activationSeconds: number;
  revocationSeconds: number;
  /** How long a replaced version is switched off before it is revoked. @default 0 */
  quarantineSeconds?: number | undefined;
}

type Ages = Pick<Manifest, 'maxAgeSeconds' | 'overlapSeconds'>;

const daySeconds = 86_400;

/** A due item is found up to this much later, in seconds: the sweep comes every minute. */
export const sweepPeriodSeconds = 60;

/** Time kept free at the end of a version's life for being found due, activation, retries and revocation, in seconds. */
export function marginSeconds(policy: Ages, timing: IssuerTiming): number {
  const { activationSeconds, revocationSeconds, quarantineSeconds = 0 } = timing;
  const taken = sweepPeriodSeconds + activationSeconds + revocationSeconds + quarantineSeconds;
  return taken + retryAllowanceSeconds(policy);
}

/** Seconds from one rotation to the next, before jitter; can be negative for a policy that cannot hold. */
export function intervalSeconds(policy: Ages, timing: IssuerTiming): number {
  return policy.maxAgeSeconds - policy.overlapSeconds - marginSeconds(policy, timing);
}

/** When a version issued then is to be replaced: `maxAge - overlap - margin` later, minus the key's own stable share of a tenth of that. */
export function rotateAt(keyId: string, issuedAt: Instant, policy: Ages, timing: IssuerTiming): Instant {
  return plusSeconds(issuedAt, intervalSeconds(policy, timing) - jitterSeconds(keyId, policy, timing));
}

/** The key's own stable share of a tenth of an interval, a day at most, in seconds; negative with the interval. */
export function jitterSeconds(keyId: string, policy: Ages, timing: IssuerTiming): number {
  return Math.min(intervalSeconds(policy, timing) / 10, daySeconds) * shareOf(keyId);
}

/** The hard end of a version issued then. */
export function expiresAt(issuedAt: Instant, policy: Pick<Manifest, 'maxAgeSeconds'>): Instant {
  return plusSeconds(issuedAt, policy.maxAgeSeconds);
}

/** When a hard expiry is carried out: early enough that the issuer has accepted it by `maxAge`, even by way of the sweep. */
export function expireAt(issuedAt: Instant, policy: Pick<Manifest, 'maxAgeSeconds'>): Instant {
  const guard = Math.min(180, retryAllowanceSeconds(policy));
  return plusSeconds(issuedAt, policy.maxAgeSeconds - guard);
}

/** When a replaced version is revoked: after the overlap, and before its hard end where the policy revokes. */
export function retireAt(
  replacedAt: Instant,
  overlapSeconds: number,
  version: Pick<Version, 'issuedAt' | 'agesFrom'>,
  policy: Pick<Manifest, 'maxAgeSeconds' | 'expiry'>,
): Instant {
  const afterOverlap = plusSeconds(replacedAt, overlapSeconds);
  return policy.expiry === 'revoke' ? earliest(afterOverlap, expireAt(agedFrom(version), policy)) : afterOverlap;
}

/** When a version that is switched off now is revoked: after the quarantine, and before its hard end where the policy revokes. */
export function revokeAt(
  now: Instant,
  quarantineSeconds: number,
  version: Pick<Version, 'issuedAt' | 'agesFrom'>,
  policy: Pick<Manifest, 'maxAgeSeconds' | 'expiry'>,
): Instant {
  return retireAt(now, quarantineSeconds, version, policy);
}

/** A fiftieth of the age, a day at most: what retries after an outage may use up. */
function retryAllowanceSeconds(policy: Pick<Manifest, 'maxAgeSeconds'>): number {
  return Math.min(Math.ceil(policy.maxAgeSeconds / 50), daySeconds);
}
