import { agedFrom } from './aged-from';
import { labelFindings } from '../foreign/finding';
import type { Instant } from '../instant';
import type { KeyHead } from '../ledger/key-head';
import { livedBy } from './lived-by';
import { expireAt } from './schedule';
import type { Version } from '../ledger/version';

/**
 * Whether a replaced version can be ended, `AWSCURRENT` being on this version of the secret. Where somebody else put it there, that may be the very same
 * credential stored once more: nothing ends then but at its hard end, and only once the stranger was looked at. What holds the label itself never ends.
 */
export function mayEnd(head: KeyHead, version: Version, holder: string | undefined, now: Instant): boolean {
  if (holder === version.versionId) return false;
  const { currentVersionId, copyVersionId, rotation, rollBack, manifest, findings = [] } = head;
  const expected: readonly (string | undefined)[] = [
    copyVersionId ?? currentVersionId,
    rotation?.versionId,
    rollBack?.to,
  ];
  if (holder !== undefined && expected.includes(holder)) return true;
  const known = findings.some(({ what, about }) => labelFindings.has(what) && about === (holder ?? ''));
  const end = expireAt(agedFrom(version), livedBy(version, manifest));
  return known && manifest.expiry === 'revoke' && end <= now;
}
