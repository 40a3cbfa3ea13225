import { decideVerdict, isStronger, type VerdictInputs } from '../model/decide-verdict';
import { incidentIdOf, type KeyId, type VersionId } from '../model/ids';
import type { Incident, Report, Verdict } from '../model/incident';
import type { Instant } from '../model/instant';
import type { IssuerName } from '../model/ids';
import type { Version } from '../model/version';
import { amend } from './amend';
import { withStep } from './incident-steps';
import type { World } from './world';

/** Reports that an incident keeps in full, and ids of earlier ones: an item of DynamoDB holds 400 KB. */
const kept = { reports: 10, earlierIds: 200 } as const;

/** From so many reports on, one more from a place that was seen before is not even written. */
const countedReports = 100;

/** A report about one version, from a leak source or an operator. */
export interface Allegation {
  keyId: KeyId;
  versionId: VersionId;
  report: Report;
  inputs: VerdictInputs;
  /** Overrides the reason of the verdict: an operator's own words. */
  orderedBecause?: string;
}

/** What became of an allegation: whether there is something to do that was not ordered before. */
export interface Opened {
  incident: Incident;
  issuer: IssuerName;
  act: boolean;
}

/** Opens the incident of a version, or joins the one there is. A report that was counted before changes nothing; a stronger verdict replaces a weaker one. */
export async function openIncident(world: World, allegation: Allegation): Promise<Opened | undefined> {
  const { keyId, versionId, report } = allegation;
  let opened: Opened | undefined;
  await amend(world, keyId, async (head) => {
    opened = undefined;
    const version = await world.ledger.version(keyId, versionId);
    if (version === undefined) return { skip: 'no such version' };
    const before = await world.ledger.incident(keyId, incidentIdOf(keyId, versionId));
    const at = world.clock.now();
    const verdict = head.status === 'released' ? released(version, allegation, at) : verdictOn(version, allegation, at);
    const issuer = head.manifest.issuer;
    if (before !== undefined && isKnown(before, report, verdict)) {
      opened = { incident: before, issuer, act: before.due !== undefined };
      return { skip: 'known' };
    }
    const escalates = before === undefined || isStronger(before.verdict.kind, verdict.kind);
    const incident =
      before === undefined ? fresh(version, issuer, report, verdict, at) : join(before, report, verdict, at);
    opened = { incident, issuer, act: escalates && verdict.kind !== 'dismiss' };
    return {
      entry: {
        type: 'leak-reported',
        actor: report.actor,
        cause: version.cause,
        versionId,
        evidence: {
          incidentId: incident.incidentId,
          reportId: report.reportId,
          verdict: incident.verdict.kind,
          reason: incident.verdict.reason,
          exposure: report.exposure,
          reportCount: incident.reportCount,
        },
      },
      versions: [{ ...version, incidentId: incident.incidentId }],
      incidents: [incident],
      told: escalates,
    };
  });
  return opened;
}

function verdictOn(version: Version, { inputs, orderedBecause }: Allegation, at: Instant): Verdict {
  const verdict = decideVerdict(version, inputs, at);
  if (orderedBecause === undefined || verdict.kind === 'dismiss') return verdict;
  return { ...verdict, kind: 'kill', reason: orderedBecause };
}

/** A released key is no longer Rekey's to revoke. */
function released(version: Version, { inputs }: Allegation, at: Instant): Verdict {
  return {
    kind: 'dismiss',
    reason: 'the key was released from Rekey',
    at,
    inputs: { ...inputs, versionState: version.state },
  };
}

/** The same report again, or, once there are very many, one more from a place that was seen before and asks for nothing new. */
function isKnown(incident: Incident, report: Report, verdict: Verdict): boolean {
  const before = [...(incident.earlierReportIds ?? []), ...incident.reports.map(({ reportId }) => reportId)];
  if (before.includes(report.reportId)) return true;
  if (incident.reportCount < countedReports || isStronger(incident.verdict.kind, verdict.kind)) return false;
  const seen = new Set(
    incident.reports.flatMap(({ sightings }) => sightings.map((sighting) => JSON.stringify(sighting))),
  );
  return report.sightings.every((sighting) => seen.has(JSON.stringify(sighting)));
}

function fresh(version: Version, issuer: IssuerName, report: Report, verdict: Verdict, at: Instant): Incident {
  const { keyId, versionId } = version;
  const acts = verdict.kind !== 'dismiss';
  return {
    incidentId: incidentIdOf(keyId, versionId),
    keyId,
    issuer,
    versionId,
    openedAt: at,
    state: acts ? 'open' : 'closed',
    verdict,
    reports: [report],
    reportCount: 1,
    timeline: [
      { at: report.acceptedAt, what: 'reported' },
      { at, what: `verdict: ${verdict.kind}` },
    ],
    ...(acts ? { due: { kind: 'contain' as const, at } } : {}),
  };
}

function join(incident: Incident, report: Report, verdict: Verdict, at: Instant): Incident {
  const reports = [...incident.reports, report];
  const dropped = reports.splice(0, Math.max(0, reports.length - kept.reports)).map(({ reportId }) => reportId);
  const earlierReportIds = [...(incident.earlierReportIds ?? []), ...dropped].slice(-kept.earlierIds);
  const joined: Incident = { ...incident, reports, earlierReportIds, reportCount: incident.reportCount + 1 };
  if (!isStronger(incident.verdict.kind, verdict.kind)) return joined;
  const step = withStep(joined, at, `verdict: ${verdict.kind}`);
  return { ...step, state: 'open', verdict, due: { kind: 'contain', at } };
}
