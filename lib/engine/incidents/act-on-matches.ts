import { eachBounded } from '../../model/each-bounded';
import type { LeakReport } from '../../model/leaks/leak-report';
import { leakSenderOf } from '../../model/leaks/leak-sender';
import { type Counted, countNamed } from './count-named';
import type { Match } from './match';
import { openIncident } from './open-incident';
import type { World } from '../world';

/** What a report says of itself, whatever it found. */
export type ReportedBy = Omit<LeakReport, 'findings'>;

/** Incidents opened at a time: those of one report are of different versions, mostly of different keys. */
const incidentsAtATime = 8;

/** Judges a report as a whole, then opens or joins the incident of each version it names, and orders the containment of what is not held. */
export async function actOnMatches(world: World, by: ReportedBy, matches: readonly Match[]): Promise<void> {
  const counted = await countNamed(world, by, matches);
  await eachBounded(matches, incidentsAtATime, (match) => actOnMatch(world, by, counted, match));
}

async function actOnMatch(world: World, by: ReportedBy, counted: Counted, match: Match): Promise<void> {
  const { reportId, acceptedAt, actor, exposure, possession, claimed, source, trust = 'plain' } = by;
  const opened = await openIncident(world, {
    ...match.where,
    report: { reportId, acceptedAt, actor, exposure, sightings: match.sightings },
    inputs: {
      possession,
      exposure,
      ...(claimed === undefined ? {} : { claimed }),
      attestedBy: actor,
      sender: leakSenderOf(source, actor),
      trust,
    },
    counted,
  });
  if (opened?.act !== true) return;
  const { incident, issuer } = opened;
  await world.queues.send(
    { lane: 'containments', issuer },
    { kind: 'contain', keyId: incident.keyId, incidentId: incident.incidentId, dueAt: incident.openedAt },
  );
}
