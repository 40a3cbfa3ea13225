import { agedFrom } from './aged-from';
import { earliest, type Instant, latest, plusSeconds } from '../instant';
import { livedBy } from './lived-by';
import type { Manifest } from '../manifest/manifest';
import { intervalSeconds, type IssuerTiming, jitterSeconds, marginSeconds, rotateAt } from './schedule';
import type { Version } from '../ledger/version';

/** When a version is replaced that Rekey takes over, and since when its age counts; `agesFrom` is absent where that is its issue. */
export interface TakenOver {
  rotateAt: Instant;
  agesFrom?: Instant;
}

/**
 * The schedule of a version that comes under enforcement now, whatever its age. One that is overdue already is not replaced at once,
 * and not revoked for its age: it gets the key's own stable share of a tenth of an interval, a day at most, so that a fleet
 * that is taken over in one hour spreads out; and then its overlap. An end that the issuer knows is kept to.
 */
export function takeOver(
  keyId: string,
  version: Pick<Version, 'issuedAt' | 'agesFrom' | 'expiresAt'>,
  manifest: Manifest,
  timing: IssuerTiming,
  now: Instant,
): TakenOver {
  const lived = livedBy(version, manifest);
  const planned = rotateAt(keyId, agedFrom(version), lived, timing);
  if (planned > now) return { rotateAt: planned, ...kept(version) };
  const jitter = jitterSeconds(keyId, manifest, timing);
  const spread = plusSeconds(now, jitter);
  const end = version.expiresAt;
  const last = end && plusSeconds(end, -manifest.overlapSeconds - marginSeconds(lived, timing));
  const next = last === undefined ? spread : latest(now, earliest(spread, last));
  // So that this very time comes out again whenever the schedule is computed anew.
  const age = intervalSeconds(manifest, timing) - jitter;
  return { rotateAt: next, agesFrom: plusSeconds(next, -age) };
}

function kept({ agesFrom }: Pick<Version, 'agesFrom'>): { agesFrom?: Instant } {
  return agesFrom === undefined ? {} : { agesFrom };
}
