import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Grant } from '../../ports';

/** SHA-256 of a grant's canonical JSON: two grants in the issuer's canonical form are the same if these are. */
export function grantDigest(grant: Grant): string {
  return createHash('sha256')
    .update(canonicalize(grant) ?? '')
    .digest('hex');
}
