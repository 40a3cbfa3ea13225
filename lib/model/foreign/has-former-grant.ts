import type { KeyHead } from '../ledger/key-head';
import type { Version } from '../ledger/version';

/** Whether a version was minted before the grant was declared that its key has now: it may do what was declared before. */
export function hasFormerGrant(
  { grantChangedAt }: Pick<KeyHead, 'grantChangedAt'>,
  { issuedAt }: Pick<Version, 'issuedAt'>,
): boolean {
  return grantChangedAt !== undefined && issuedAt < grantChangedAt;
}
