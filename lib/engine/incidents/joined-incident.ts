import { incidentIdOf } from '../../model/ids';
import type { IssuerName } from '../../model/ids';
import type { Incident, Report, Verdict } from '../../model/leaks/incident';
import { asksForMore, escalates } from '../../model/leaks/escalates';
import type { Instant } from '../../model/instant';
import { reminderAt } from '../../model/schedule/reminder-schedule';
import type { Version } from '../../model/ledger/version';
import { withStep } from '../../model/leaks/incident-steps';

/** Reports that an incident keeps in full, and ids of earlier ones: an item of DynamoDB holds 400 KB. */
const kept = { reports: 10, earlierIds: 200 } as const;

/** From so many reports on, one more from a place that was seen before is not even written. */
const countedReports = 100;

/** The same report again, or, once there are very many, one more from a place that was seen before and asks for nothing new. */
export function isKnown(incident: Incident, report: Report, verdict: Verdict): boolean {
  const before = [...(incident.earlierReportIds ?? []), ...incident.reports.map(({ reportId }) => reportId)];
  if (before.includes(report.reportId)) return true;
  if (incident.reportCount < countedReports || escalates(incident, verdict)) return false;
  const seen = new Set(
    incident.reports.flatMap(({ sightings }) => sightings.map((sighting) => JSON.stringify(sighting))),
  );
  return report.sightings.every((sighting) => seen.has(JSON.stringify(sighting)));
}

/** The incident that the first report of a version opens. */
export function freshIncident(
  version: Version,
  issuer: IssuerName,
  report: Report,
  verdict: Verdict,
  at: Instant,
): Incident {
  const { keyId, versionId } = version;
  return {
    incidentId: incidentIdOf(keyId, versionId),
    keyId,
    issuer,
    versionId,
    openedAt: at,
    ...judged(verdict, at),
    reports: [report],
    reportCount: 1,
    timeline: [
      { at: report.acceptedAt, what: 'reported' },
      { at, what: `verdict: ${verdict.kind}` },
    ],
  };
}

/** An incident that one more report joined; a verdict that asks for more replaces the one before. */
export function joinedIncident(incident: Incident, report: Report, verdict: Verdict, at: Instant): Incident {
  const reports = [...incident.reports, report];
  const dropped = reports.splice(0, Math.max(0, reports.length - kept.reports)).map(({ reportId }) => reportId);
  const earlierReportIds = [...(incident.earlierReportIds ?? []), ...dropped].slice(-kept.earlierIds);
  const joined: Incident = { ...incident, reports, earlierReportIds, reportCount: incident.reportCount + 1 };
  if (escalates(incident, verdict)) {
    const { reminder: _, due: __, withheldAt: ___, ...rest } = withStep(joined, at, `verdict: ${verdict.kind}`);
    return { ...rest, ...judged(verdict, at) };
  }
  if (!raises(incident, verdict)) return joined;
  const otherwise = verdict.otherwise ?? (verdict.kind === 'kill' ? 'kill' : 'overlap');
  const step = withStep(joined, at, `would be ${otherwise}: ${verdict.reason}`);
  return { ...step, verdict: { ...incident.verdict, otherwise } };
}

/** Whether a report that joins a held incident has more to be decided on than before. */
export function raises({ state, verdict: held }: Incident, verdict: Verdict): boolean {
  return state === 'held' && verdict.kind !== 'dismiss' && asksForMore(held, verdict);
}

/** What an incident is from a verdict on: held until a person decides, open until that is done, or closed. */
function judged(verdict: Verdict, at: Instant): Pick<Incident, 'state' | 'verdict' | 'reminder' | 'due'> {
  switch (verdict.kind) {
    case 'dismiss':
      return { state: 'closed', verdict };
    case 'hold': {
      const first = reminderAt(at, 0);
      return {
        state: 'held',
        verdict,
        reminder: { at: first, sent: 0 },
        due: { kind: 'remind', at: first },
      };
    }
    case 'overlap':
    case 'kill':
      return { state: 'open', verdict, due: { kind: 'contain', at } };
  }
}
