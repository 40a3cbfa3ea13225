import { agedFrom } from './aged-from';
import type { Instant } from '../instant';
import type { Manifest } from '../manifest/manifest';
import { expiresAt } from './schedule';
import type { Version } from '../ledger/version';

/** When a version must be gone: the end it was issued with, or else what the policy allows from its age on. */
export function hardEnd(
  version: Pick<Version, 'issuedAt' | 'agesFrom' | 'expiresAt'>,
  policy: Pick<Manifest, 'maxAgeSeconds'>,
): Instant {
  return version.expiresAt ?? expiresAt(agedFrom(version), policy);
}
