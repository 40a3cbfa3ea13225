import type { Incident } from '../model/incident';
import type { Instant } from '../model/instant';

/** An incident with one more step in its timeline; a step that stands there already is not repeated. */
export function withStep(incident: Incident, at: Instant, what: string): Incident {
  if (incident.timeline.some((step) => step.what === what)) return incident;
  return { ...incident, timeline: [...incident.timeline, { at, what }] };
}
