import type { Incident } from '../../model/leaks/incident';
import { type Instant, latest } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { retireAt } from '../../model/schedule/schedule';
import type { Version } from '../../model/ledger/version';

/** A version that was current, once another one is; undefined when it needs no change, because it was revoked before. */
export function replacedVersion(
  head: KeyHead,
  parent: Version,
  incident: Incident | undefined,
  at: Instant,
): Version | undefined {
  if (parent.placeholder) return { ...parent, state: 'dead', deadAt: at, due: undefined };
  if (parent.state !== 'current') return undefined;
  // Its end is its issuer's, and nothing makes it another.
  const { rolled } = parent;
  if (rolled !== undefined) {
    return {
      ...parent,
      state: 'retiring',
      retireAt: rolled.until,
      due: { kind: 'retire', at: latest(rolled.until, at) },
    };
  }
  const leaked = incident?.verdict.kind === 'overlap';
  const overlap = leaked
    ? Math.min(head.manifest.leak.overlapSeconds, head.manifest.overlapSeconds)
    : head.manifest.overlapSeconds;
  const retire = incident?.verdict.kind === 'kill' ? at : retireAt(at, overlap, parent, head.manifest);
  return { ...parent, state: 'retiring', retireAt: retire, due: { kind: 'retire', at: latest(retire, at) } };
}
