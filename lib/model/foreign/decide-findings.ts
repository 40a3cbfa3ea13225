import type { LabelDecision } from './decide-label';
import { type Finding, labelFindings } from './finding';
import type { Instant } from '../instant';
import type { SeenKey } from './seen-key';

/** What stands from now on, what of it is new, and what is over. */
export interface Findings {
  standing: Finding[];
  found: Finding[];
  ended: Finding[];
}

/** Compares what stood with what was seen. What could not be seen now stands as before. */
export function decideFindings(
  before: readonly Finding[],
  seen: Pick<SeenKey, 'otherGrant' | 'retiring' | 'holder'>,
  label: LabelDecision,
  now: Instant,
): Findings {
  const seenNow: Omit<Finding, 'since'>[] = [
    ...(label.kind === 'wrong' ? [{ what: label.what, about: label.about }] : []),
    ...(seen.otherGrant === undefined ? [] : [{ what: 'other grant' as const, about: seen.otherGrant }]),
    ...seen.retiring
      .filter(({ value }) => value === 'gone')
      .map(({ versionId }) => ({ what: 'value gone' as const, about: versionId })),
  ];
  const accepted = label.kind === 'as it should be' && seen.holder?.value === 'alive';
  const isUnseen = ({ what }: Finding): boolean =>
    (labelFindings.has(what) && label.kind === 'unclear') || (what === 'other grant' && !accepted);
  const known = (finding: Omit<Finding, 'since'>) => before.find((one) => isSame(one, finding));
  const standing = [
    ...seenNow.map((finding): Finding => known(finding) ?? { ...finding, since: now }),
    ...before.filter((finding) => isUnseen(finding) && !seenNow.some((one) => isSame(one, finding))),
  ];
  return {
    standing,
    found: standing.filter((finding) => !before.includes(finding)),
    ended: before.filter((finding) => !standing.includes(finding)),
  };
}

function isSame(one: Omit<Finding, 'since'>, other: Omit<Finding, 'since'>): boolean {
  return one.what === other.what && one.about === other.about;
}
