import { brakes } from '../../model/leaks/brakes';
import { decideHold } from '../../model/leaks/decide-hold';
import { decideVerdict, type VerdictInputs } from '../../model/leaks/decide-verdict';
import { escalates } from '../../model/leaks/escalates';
import { incidentIdOf, type IssuerName, type KeyId, type VersionId } from '../../model/ids';
import type { Incident, Report, Verdict } from '../../model/leaks/incident';
import { type Instant, plusSeconds } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import { withholds } from '../../model/adoption/withholds';
import { amend } from '../amend';
import { freshIncident, isKnown, joinedIncident, raises } from './joined-incident';
import { isOrdered } from './is-ordered';
import { withStanding } from '../restored-ledger/with-standing';
import type { World } from '../world';

/** A report about one version, from a leak source or an operator. */
export interface Allegation {
  keyId: KeyId;
  versionId: VersionId;
  report: Report;
  inputs: VerdictInputs;
  /** How much the sender named lately; absent for what is not held back by that. */
  counted?: { keysOfSender: number; wholeReport: boolean };
  /** An operator's own words: overrides the reason of the verdict, and is never held. */
  orderedBecause?: string;
}

/** What became of an allegation: whether there is something to do that was not ordered before. */
export interface Opened {
  incident: Incident;
  issuer: IssuerName;
  act: boolean;
}

/** Opens the incident of a version, or joins the one there is. A report that was counted before changes nothing; a verdict that asks for more replaces the one before. */
export async function openIncident(world: World, allegation: Allegation): Promise<Opened | undefined> {
  const { keyId, versionId, report } = allegation;
  let opened: Opened | undefined;
  await amend(world, keyId, async (head) => {
    opened = undefined;
    const [version, before, others] = await Promise.all([
      world.ledger.version(keyId, versionId),
      world.ledger.incident(keyId, incidentIdOf(keyId, versionId)),
      mayKill(allegation) ? world.ledger.incidents(keyId) : [],
    ]);
    if (version === undefined) return { skip: 'no such version' };
    const at = world.clock.now();
    const verdict = verdictOn(head, version, allegation, others, at);
    const issuer = head.manifest.issuer;
    if (before !== undefined && isKnown(before, report, verdict)) {
      opened = { incident: before, issuer, act: before.due?.kind === 'contain' };
      return { skip: 'known' };
    }
    const news = before === undefined || escalates(before, verdict);
    const joined =
      before === undefined
        ? freshIncident(version, issuer, report, verdict, at)
        : joinedIncident(before, report, verdict, at);
    const ordered = allegation.orderedBecause !== undefined && before?.orderedBy === undefined;
    const incident = await withStanding(world, ordered ? { ...joined, orderedBy: report.actor } : joined, at);
    opened = { incident, issuer, act: (news || ordered) && incident.state === 'open' };
    return {
      entry: {
        type: news && incident.state === 'held' ? 'incident-held' : 'leak-reported',
        actor: report.actor,
        cause: version.cause,
        versionId,
        evidence: evidenceOf(head, incident, report),
      },
      versions: [{ ...version, incidentId: incident.incidentId }],
      incidents: [incident],
      told: news || raises(before, verdict),
    };
  });
  return opened;
}

/** Only of what may be killed other kills of the key are counted. */
function mayKill({ inputs, counted, orderedBecause }: Allegation): boolean {
  return counted !== undefined && orderedBecause === undefined && inputs.exposure === 'public';
}

function verdictOn(
  head: KeyHead,
  version: Version,
  { inputs, counted, orderedBecause }: Allegation,
  others: readonly Incident[],
  at: Instant,
): Verdict {
  if (head.status === 'released') return released(version, inputs, at);
  const verdict = decideVerdict(version, inputs, at);
  if (verdict.kind === 'dismiss') return verdict;
  if (orderedBecause !== undefined) return { ...verdict, kind: 'kill', reason: orderedBecause };
  if (counted === undefined) return verdict;
  return decideHold(verdict, { ...counted, earlierKills: verdict.kind === 'kill' ? killsIn(others, version, at) : 0 });
}

/** Kills of other versions of the key within the last day. */
function killsIn(incidents: readonly Incident[], { versionId }: Version, at: Instant): number {
  const since = plusSeconds(at, -brakes.kills.withinSeconds);
  return incidents.filter((one) => one.versionId !== versionId && one.verdict.kind === 'kill' && one.verdict.at > since)
    .length;
}

/** A released key is no longer Rekey's to revoke. */
function released(version: Version, inputs: VerdictInputs, at: Instant): Verdict {
  const reason = 'the key was released from Rekey';
  return { kind: 'dismiss', reason, at, inputs: { ...inputs, versionState: version.state } };
}

function evidenceOf(head: KeyHead, incident: Incident, report: Report) {
  const { incidentId, verdict, reportCount } = incident;
  // Whoever hears of it must not think that it is seen to.
  const observed = incident.state === 'open' && withholds(head, { kind: 'contain' }) && !isOrdered(incident);
  const { kind, reason, heldFor, otherwise } = verdict;
  return {
    incidentId,
    reportId: report.reportId,
    verdict: kind,
    reason,
    exposure: report.exposure,
    reportCount,
    ...(kind === 'hold' ? { heldFor, otherwise, sender: verdict.inputs.sender } : {}),
    ...(observed ? { observed } : {}),
  };
}
