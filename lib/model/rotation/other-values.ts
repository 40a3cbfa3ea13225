import type { Instant } from '../instant';
import { isSameCredential } from '../ledger/is-same-credential';
import type { Version } from '../ledger/version';

/** The other versions that are accepted now, as far as the ledger knows, and are values of the same credential: what would end with it. */
export function otherValues(version: Version, versions: readonly Version[], now: Instant): Version[] {
  return versions.filter(
    (other) =>
      other.versionId !== version.versionId && isAccepted(other, now) && isSameCredential(other.ref, version.ref),
  );
}

function isAccepted({ state, placeholder, rolled }: Version, now: Instant): boolean {
  const over = rolled !== undefined && rolled.until <= now;
  return !placeholder && !over && state !== 'revoked' && state !== 'dead';
}
