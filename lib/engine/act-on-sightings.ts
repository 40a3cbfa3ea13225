import type { LeakReport, Sighting } from '../model/leak-report';
import type { Located } from '../ports';
import { openIncident } from './open-incident';
import type { World } from './world';

/** What a report says of itself, whatever it found. */
export type ReportedBy = Omit<LeakReport, 'findings' | 'source'>;

/** Opens or joins the incident of one version that a report names, and orders its containment if there is something new to do. */
export async function actOnSightings(
  world: World,
  by: ReportedBy,
  where: Located,
  sightings: Sighting[],
): Promise<void> {
  const { reportId, acceptedAt, actor, exposure, possession, claimed } = by;
  const opened = await openIncident(world, {
    ...where,
    report: { reportId, acceptedAt, actor, exposure, sightings },
    inputs: { possession, exposure, ...(claimed === undefined ? {} : { claimed }), attestedBy: actor },
  });
  if (opened?.act !== true) return;
  const { incident, issuer } = opened;
  await world.queues.send(
    { lane: 'containments', issuer },
    { kind: 'contain', keyId: incident.keyId, incidentId: incident.incidentId, dueAt: incident.openedAt },
  );
}
