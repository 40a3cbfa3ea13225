import { agedFrom } from './aged-from';
import { earliest, type Instant, plusSeconds } from '../instant';
import type { KeyHead } from '../ledger/key-head';
import type { Manifest } from '../manifest/manifest';
import { modeOf } from '../manifest/mode-of';
import { policyFor } from '../manifest/policy-for';
import { intervalSeconds, type IssuerTiming, jitterSeconds, rotateAt } from './schedule';
import { takeOver, type TakenOver } from './take-over';
import type { Version } from '../ledger/version';

/** What of an issuer a schedule rests on. */
export type ScheduleLimits = IssuerTiming & { expiry: { settable: boolean } };

/**
 * When the current version of a key is replaced once this is its manifest. A key that is enforced after it was observed is not
 * replaced at once, however long that is overdue; one that is observed goes on as if what was not done had been; one whose policy becomes shorter than its
 * age is replaced before it ends.
 */
export function nextSchedule(
  head: Pick<KeyHead, 'keyId' | 'manifest' | 'observed'>,
  current: Version,
  manifest: Manifest,
  limits: ScheduleLimits,
  now: Instant,
): TakenOver {
  const was = modeOf(head.manifest);
  const is = modeOf(manifest);
  if (was === 'observe' && is === 'enforce') return takeOver(head.keyId, current, manifest, limits, now);
  const lived = policyFor(current, manifest, limits);
  const replaced = is === 'observe' ? head.observed?.rotatedAt : undefined;
  const kept = current.agesFrom === undefined ? {} : { agesFrom: current.agesFrom };
  // The would-be successor has no end of its own.
  if (replaced !== undefined && replaced > (current.currentAt ?? current.issuedAt))
    return { ...kept, rotateAt: rotateAt(head.keyId, replaced, manifest, limits) };
  const planned = rotateAt(head.keyId, agedFrom(current), lived, limits);
  const isShorter = manifest.maxAgeSeconds < head.manifest.maxAgeSeconds;
  return planned <= now && isShorter && is === 'enforce'
    ? overdueBy(head, current, manifest, limits, now)
    : { ...kept, rotateAt: planned };
}

/** Older than a policy that is shorter than the one before: replaced at once, and revoked for its age once its successor had the overlap, or by the policy before, whichever is sooner. */
function overdueBy(
  head: Pick<KeyHead, 'keyId' | 'manifest'>,
  current: Version,
  manifest: Manifest,
  limits: ScheduleLimits,
  now: Instant,
): TakenOver {
  const age = intervalSeconds(manifest, limits) - jitterSeconds(head.keyId, manifest, limits);
  const longer = policyFor(current, head.manifest, limits).maxAgeSeconds - manifest.maxAgeSeconds;
  return { rotateAt: now, agesFrom: earliest(plusSeconds(now, -age), plusSeconds(agedFrom(current), longer)) };
}
