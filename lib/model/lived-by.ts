import { secondsBetween } from './instant';
import type { Manifest } from './manifest';
import type { Version } from './version';

/** The policy that a version can live by: one that was issued with an end of its own lives no longer, whatever is declared later. */
export function livedBy(
  { issuedAt, expiresAt: end }: Pick<Version, 'issuedAt' | 'expiresAt'>,
  manifest: Manifest,
): Manifest {
  if (end === undefined) return manifest;
  return { ...manifest, maxAgeSeconds: Math.min(manifest.maxAgeSeconds, secondsBetween(issuedAt, end)) };
}
