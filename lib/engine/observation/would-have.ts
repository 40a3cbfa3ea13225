import type { VersionId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import { observedFrom, type WithheldAct, withAct } from '../../model/adoption/observation';
import type { Cause } from '../../model/ledger/cause';
import type { Change } from '../amend';
import { rekeyActor } from '../rekey-actor';
import type { World } from '../world';

/** An act that is withheld: what, to which version, why, and when it was due. */
export interface Act {
  what: WithheldAct;
  versionId: VersionId;
  cause: Cause;
  why: string;
  /** What else a reader should know: texts, times and consumers. */
  evidence?: Record<string, unknown>;
}

/** The change that records, and tells, what would have been done. */
export function wouldHave(
  world: World,
  head: KeyHead,
  { what, versionId, cause, why, evidence }: Act,
): Change & { head: NonNullable<Change['head']> } {
  const at = world.clock.now();
  const observed = withAct(head.observed ?? observedFrom(at), { at, what, versionId });
  return {
    entry: { type: 'would-have', actor: rekeyActor, cause, versionId, evidence: { what, why, ...evidence } },
    head: { observed },
  };
}
