import { formatDuration } from '../../model/duration';
import type { Manifest } from '../../model/manifest/manifest';
import type { IssuerProfile } from '../../ports';
import { slowestOf } from './slowest-of';

/** What to know of an overlap that the issuer does not give, because it replaces values in place and accepts the old one for so long only. */
export function rollWarnings(
  { capabilities }: IssuerProfile,
  { issuer, consumers, overlapSeconds }: Manifest,
): string[] {
  const { roll } = capabilities;
  if (roll === undefined || roll.graceMaxSeconds >= overlapSeconds) return [];
  const { graceMaxSeconds } = roll;
  const overlap = `and not for the declared overlap of ${formatDuration(overlapSeconds)}`;
  const accepts =
    graceMaxSeconds === 0
      ? `${issuer} refuses the old value from the moment of a rotation on, ${overlap.replace('for', 'after')}`
      : `${issuer} accepts the old value for ${formatDuration(graceMaxSeconds)} after a rotation, ${overlap}`;
  const slowest = slowestOf(consumers);
  if (slowest === undefined || slowest.delaySeconds <= graceMaxSeconds) return [accepts];
  const refused = formatDuration(slowest.delaySeconds - graceMaxSeconds);
  return [`${accepts}: consumer ${slowest.name} is refused for up to ${refused} at each rotation`];
}
