import type { Containment, Decision, Incident } from './incident';

/** What a person wants done about an incident. */
export interface WantedDecision {
  what: Decision['what'];
  /** For an approval. @default what the verdict would have been without the hold */
  as?: Containment | undefined;
  /** In spite of an earlier decision, of what was done already, or of a pause of containments. */
  override: boolean;
}

/** What comes of it: it is decided so, it was before, or it is refused and why. */
export type WeighedDecision =
  | { kind: 'approved'; as: Containment }
  | { kind: 'dismissed' }
  | { kind: 'decided before' }
  | { kind: 'refused'; why: string };

/** Whether a person can decide this about an incident as it is. A hold waits for just that; everything else takes an override, and what is over takes none. */
export function weighDecision(
  incident: Pick<Incident, 'state' | 'verdict' | 'decision'>,
  wanted: WantedDecision,
): WeighedDecision {
  return wanted.what === 'approved' ? weighApproval(incident, wanted) : weighDismissal(incident, wanted);
}

type Weighed = Pick<Incident, 'state' | 'verdict' | 'decision'>;

function weighApproval({ state, verdict, decision }: Weighed, { as, override }: WantedDecision): WeighedDecision {
  const wanted = as ?? verdict.otherwise ?? 'overlap';
  if (state === 'held') return { kind: 'approved', as: wanted };
  if (state === 'open') {
    if (decision?.what === 'approved' && (as === undefined || as === verdict.kind)) return { kind: 'decided before' };
    if (verdict.kind === 'kill' || wanted === 'overlap') return refused(`it is acted on already: ${verdict.kind}`);
    return override ? { kind: 'approved', as: wanted } : refused('it is acted on already: --override makes it a kill');
  }
  if (state === 'closed' && decision?.what === 'dismissed') {
    if (override) return { kind: 'approved', as: wanted };
    return refused(`${decision.actor} dismissed it at ${decision.at}: --override decides anew`);
  }
  return refused(over(state, verdict));
}

function weighDismissal({ state, verdict, decision }: Weighed, { override }: WantedDecision): WeighedDecision {
  if (state === 'held') return { kind: 'dismissed' };
  if (state === 'open') {
    if (override) return { kind: 'dismissed' };
    return refused(`it is acted on already (${verdict.kind}): --override ends what was not done yet`);
  }
  if (state === 'closed' && decision?.what === 'dismissed') return { kind: 'decided before' };
  return refused(over(state, verdict));
}

function over(state: Incident['state'], { reason }: Incident['verdict']): string {
  return state === 'contained' ? 'the version is revoked: nothing is left to decide' : `it is closed (${reason})`;
}

function refused(why: string): WeighedDecision {
  return { kind: 'refused', why };
}
