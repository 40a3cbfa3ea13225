import type { Mark } from '../../model/discovery/discovered';
import type { JoinedCredential } from './join-discovered';

const marks: Record<Mark, string | undefined> = {
  unknown: undefined,
  stray: "this installation made it, and it is no key's living version: the reaper looks after it",
  'other installation': 'another installation of Rekey made it',
  twin: 'it has the name of a living version of a key, and cannot be told from that',
  admin: 'Rekey administers the issuer with it',
};

/** Why a credential cannot be adopted as it is; empty: it can. */
export function obstacles({ mark, keyId, problems }: Pick<JoinedCredential, 'mark' | 'keyId' | 'problems'>): string[] {
  const marked = marks[mark];
  const named = keyId === undefined ? '' : ` (key ${keyId})`;
  return marked === undefined ? problems : [`${marked}${named}`, ...problems];
}
