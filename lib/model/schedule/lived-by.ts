import { agedFrom } from './aged-from';
import { secondsBetween } from '../instant';
import type { Manifest } from '../manifest/manifest';
import type { Version } from '../ledger/version';

/** The policy that a version can live by: one that was issued with an end of its own lives no longer, whatever is declared later. */
export function livedBy(version: Pick<Version, 'issuedAt' | 'agesFrom' | 'expiresAt'>, manifest: Manifest): Manifest {
  const end = version.expiresAt;
  if (end === undefined) return manifest;
  return { ...manifest, maxAgeSeconds: Math.min(manifest.maxAgeSeconds, secondsBetween(agedFrom(version), end)) };
}
