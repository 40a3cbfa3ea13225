import type { Incident, Verdict, VerdictKind } from './incident';

/** Whether a further verdict on a version asks for more than its incident does already. */
export function escalates(
  incident: Pick<Incident, 'state' | 'verdict' | 'decision' | 'withheldAt'>,
  next: Verdict,
): boolean {
  const { state, verdict: first, decision, withheldAt } = incident;
  // What was only told so far, because the key is observed, is done on an operator's order.
  if (withheldAt !== undefined && next.kind === 'kill' && next.inputs.attestedBy === 'operator') return true;
  // A dismissal counts until something reopens the incident. What was closed when its key was released, say, is judged anew.
  if (state === 'closed') return decision?.what === 'dismissed' ? isNewEvidence(first, next) : next.kind !== 'dismiss';
  if (first.kind === 'hold') return lifts(first, next);
  // What is acted on already is not held back.
  return isStronger(first.kind, next.kind);
}

/** Whether the second verdict would have more done than the first, were neither of them held. */
export function asksForMore(first: Verdict, second: Verdict): boolean {
  return isStronger(first.otherwise ?? first.kind, second.otherwise ?? second.kind);
}

/** A hold ends by what is more certain than what was held: always by an operator's order, and never by one more report of who floods. */
function lifts(held: Verdict, next: Verdict): boolean {
  const { kind, inputs } = next;
  if (kind !== 'kill' && kind !== 'overlap') return false;
  if (inputs.attestedBy === 'operator') return true;
  switch (held.heldFor) {
    case 'low trust':
      return true;
    case 'repeated kills':
      return kind === 'kill';
    case 'flood':
      // Else who can flood could keep the alert of a source that knows from being heeded.
      return isAttested(next) && senderOf(next) !== senderOf(held);
    case undefined:
      return false;
  }
}

/** Somebody took the risk of what was known then: only what was not known reopens it. */
function isNewEvidence(accepted: Verdict, now: Verdict): boolean {
  if (now.kind === 'dismiss') return false;
  if (now.inputs.attestedBy === 'operator' || asksForMore(accepted, now)) return true;
  return (now.inputs.possession && !accepted.inputs.possession) || (isAttested(now) && !isAttested(accepted));
}

function senderOf({ inputs }: Verdict): string {
  return inputs.sender ?? inputs.attestedBy;
}

function isAttested({ inputs }: Verdict): boolean {
  return inputs.trust === 'attesting' && inputs.exposure === 'public';
}

function isStronger(first: VerdictKind, second: VerdictKind): boolean {
  const weight = { dismiss: 0, hold: 1, overlap: 2, kill: 3 } as const;
  return weight[second] > weight[first];
}
