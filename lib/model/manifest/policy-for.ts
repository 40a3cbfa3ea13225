import { isTakenIn } from '../adoption/is-taken-in';
import { livedBy } from '../schedule/lived-by';
import type { Manifest } from './manifest';
import type { Version } from '../ledger/version';

/** The policy a version lives by under this manifest: an end that its issuer knows is kept to, whatever is declared later. */
export function policyFor(version: Version, manifest: Manifest, issuer: { expiry: { settable: boolean } }): Manifest {
  return issuer.expiry.settable || isTakenIn(version) ? livedBy(version, manifest) : manifest;
}
