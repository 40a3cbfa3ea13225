import { type Instant, latest } from '../instant';
import type { Rolled, Version } from '../ledger/version';
import { otherValues } from './other-values';

/** How a version is ended at an issuer that rolls in place, where several versions are values of one credential. */
export type EndDecision =
  /** By revoking its credential. */
  | { kind: 'revoke' }
  /** It needs no more: its issuer ended it when it rolled. Without `rolled` nobody recorded when. */
  | { kind: 'rolled'; rolled?: Rolled }
  /** Not now: a version that is in use would end with it. Without `until` nobody can say how long. */
  | { kind: 'wait'; until?: Instant };

/** Decides how a version ends, by all versions of its key: a kill ends the credential whatever else is a value of it, anything else ends no version but this one. */
export function decideEnd(version: Version, versions: readonly Version[], kill: boolean, now: Instant): EndDecision {
  const { rolled } = version;
  const ended = version.state === 'revoked' || version.state === 'dead';
  // Asked for once more, a revocation would end what took its place.
  if (rolled !== undefined && (ended || rolled.until <= now)) return { kind: 'rolled', rolled };
  if (kill) return { kind: 'revoke' };
  if (rolled !== undefined) return { kind: 'wait', until: rolled.until };
  // Nobody can be asked to revoke what has no name, so that nothing ends with it; whether it has ended, its value shows.
  if (version.ref === undefined) return { kind: 'revoke' };
  const others = otherValues(version, versions, now);
  const [first, ...graces] = others.flatMap((other) => other.rolled?.until ?? []);
  if (first === undefined && others.length === 0) return { kind: 'revoke' };
  if (first !== undefined && graces.length + 1 === others.length)
    return { kind: 'wait', until: latest(first, ...graces) };
  // Replaced by a value that nobody recorded as a roll: by hand, or before the ledger was restored.
  return isInUse(version) ? { kind: 'wait' } : { kind: 'rolled' };
}

function isInUse({ state }: Version): boolean {
  return state === 'pending' || state === 'current';
}
