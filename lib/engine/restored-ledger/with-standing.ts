import type { Incident } from '../../model/leaks/incident';
import type { Instant } from '../../model/instant';
import { withStep } from '../../model/leaks/incident-steps';
import type { World } from '../world';
import { isRestored } from './is-restored';

const what = 'the ledger was restored: nothing is revoked until "rekey recover"';

/** On a ledger that was restored an incident says why nothing is done yet, once. @throws RekeyError */
export async function withStanding(world: World, incident: Incident, at: Instant): Promise<Incident> {
  if (incident.due?.kind !== 'contain' || incident.orderedBy !== undefined) return incident;
  if (incident.timeline.some((step) => step.what === what) || !(await isRestored(world))) return incident;
  return withStep(incident, at, what);
}
