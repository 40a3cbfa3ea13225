import { type Pause, stops } from '../../model/work/pause';
import type { Work } from '../../model/work/work';
import type { World } from '../world';

/** Whether pauses stop work now: not a containment that a person approved in spite of them, no end of a leaked version but where leaks are not to be contained either, and no rotation that may have rolled in place. */
export async function isStopped(world: World, pauses: readonly Pause[], work: Work): Promise<boolean> {
  if (!stops(pauses, work)) return false;
  if (work.kind === 'contain') {
    const incident = await world.ledger.incident(work.keyId, work.incidentId);
    return incident?.decision?.what !== 'approved' || !incident.decision.override;
  }
  // Replaced in place, the value in use may have ended already: only its successor helps.
  if (work.kind === 'rotate') return (await world.ledger.key(work.keyId))?.rotation?.rolls !== true;
  if (work.kind !== 'retire') return true;
  const { ledger } = world;
  const version = await ledger.version(work.keyId, work.versionId);
  const incident = version?.incidentId && (await ledger.incident(work.keyId, version.incidentId));
  // Replaced because of a leak, it is what containment left to be done.
  const leaked = incident?.verdict.kind === 'overlap' || incident?.verdict.kind === 'kill';
  return !leaked || stops(pauses, { kind: 'contain' });
}
