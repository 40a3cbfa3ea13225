import { formatDuration } from '../../model/duration';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Manifest } from '../../model/manifest/manifest';
import type { Problem } from '../../model/rekey-error';
import type { IssuerProfile } from '../../ports';
import { grantChanges } from './describe-change';
import { slowestOf } from './slowest-of';

/** Why a key cannot live at an issuer that replaces values in place: a gap that nobody accepts, or other rights than its credential has. */
export function rollProblems(profile: IssuerProfile, head: KeyHead | undefined, manifest: Manifest): Problem[] {
  const { roll } = profile.capabilities;
  const { acceptGap, issuer } = manifest;
  if (roll === undefined) {
    if (acceptGap === undefined) return [];
    return [
      { field: 'acceptGap', message: `${issuer} accepts the old value until it is revoked, there is no gap: drop it` },
    ];
  }
  return [...gapProblems(roll.graceMaxSeconds, manifest), ...rightsProblems(profile, head, manifest)];
}

function gapProblems(graceMaxSeconds: number, { acceptGap, issuer, consumers }: Manifest): Problem[] {
  const slowest = slowestOf(consumers);
  if (slowest === undefined || acceptGap !== undefined || graceMaxSeconds >= 2 * slowest.delaySeconds) return [];
  const accepts =
    graceMaxSeconds === 0
      ? 'refuses the old value at once'
      : `accepts the old value for ${formatDuration(graceMaxSeconds)} at most`;
  const takes = `consumer ${slowest.name} takes up to ${formatDuration(slowest.delaySeconds)} to use the new one`;
  return [
    {
      field: 'acceptGap',
      message: `is missing: ${issuer} replaces a value in place and ${accepts}, and ${takes}: say why it may be refused meanwhile, as in "acceptGap: the job retries for an hour"`,
    },
  ];
}

/** What was adopted may still be declared as it is. */
function rightsProblems(profile: IssuerProfile, head: KeyHead | undefined, manifest: Manifest): Problem[] {
  if (head?.rotateAt === undefined || head.adopted?.versionId === head.currentVersionId) return [];
  if (!grantChanges(profile, head.manifest, manifest)) return [];
  const message = `cannot change: ${manifest.issuer} replaces a value in place, which keeps its rights; release this key and declare another one`;
  return [{ field: 'grant', message }];
}
