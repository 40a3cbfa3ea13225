import type { Incident } from '../../model/leaks/incident';

/** Whether a person ordered or approved what an incident asks for: that is done in every mode. */
export function isOrdered({
  verdict,
  decision,
  orderedBy,
}: Pick<Incident, 'verdict' | 'decision' | 'orderedBy'>): boolean {
  return orderedBy !== undefined || verdict.inputs.attestedBy === 'operator' || decision?.what === 'approved';
}
