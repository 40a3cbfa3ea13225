import { formatDuration } from '../../model/duration';
import type { Manifest } from '../../model/manifest/manifest';
import type { Problem } from '../../model/rekey-error';
import { intervalSeconds } from '../../model/schedule/schedule';
import type { IssuerProfile } from '../../ports';

/** Most of an interval that a key's own jitter takes off its beginning; see `rotateAt`. */
const jitterShare = 0.1;

/** Why a key cannot live in the few slots that its issuer gives one principal: the old version must be gone before the next is minted. */
export function slotProblems(profile: IssuerProfile, manifest: Manifest): Problem[] {
  const { capabilities } = profile;
  if (profile.principalOf === undefined || capabilities.maxActive !== 2) return [];
  const occupied = manifest.overlapSeconds + (capabilities.quarantineSeconds ?? 0) + capabilities.revocationSeconds;
  const shortest = intervalSeconds(manifest, capabilities) * (1 - jitterShare);
  if (shortest >= occupied) return [];
  return [
    {
      field: 'overlap',
      message: `the old version takes a slot of two for ${formatDuration(occupied)} after a rotation, and the next one comes after ${Math.max(0, Math.floor(shortest))}s: raise maxAge, or lower the overlap`,
    },
  ];
}
