import { type Pause, stops } from '../model/pause';
import type { Work } from '../model/work';
import type { World } from './world';

/** Whether pauses stop work now: not a containment that a person approved in spite of them. */
export async function isStopped(world: World, pauses: readonly Pause[], work: Work): Promise<boolean> {
  if (!stops(pauses, work)) return false;
  if (work.kind !== 'contain') return true;
  const incident = await world.ledger.incident(work.keyId, work.incidentId);
  return incident?.decision?.what !== 'approved' || !incident.decision.override;
}
