import type { Incident } from './incident';
import type { Instant } from '../instant';

/** An incident with one more step in its timeline; a step that stands there already is not repeated. */
export function withStep(incident: Incident, at: Instant, what: string): Incident {
  if (incident.timeline.some((step) => step.what === what)) return incident;
  return { ...incident, timeline: [...incident.timeline, { at, what }] };
}

/** An incident once its version was replaced: what is left is the old version's retirement. One that is held goes on waiting, and a kill stays due: a retirement comes later, and a pause stops it. */
export function withReplaced(incident: Incident, at: Instant): Incident {
  const replaced = withStep(incident, at, 'replaced');
  const { state, verdict } = incident;
  const goesOn = state === 'held' || (state === 'open' && verdict.kind === 'kill');
  return goesOn ? replaced : { ...replaced, due: undefined };
}

/** An incident that ended, with the step that ended it: nothing more is done, and nobody is asked any more. */
export function closedIncident(incident: Incident, at: Instant, what: string): Incident {
  return { ...withStep(incident, at, what), state: 'closed', reminder: undefined, due: undefined };
}
