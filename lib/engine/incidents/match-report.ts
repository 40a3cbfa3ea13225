import type { Fingerprint } from '../../model/ids';
import type { Finding, LeakReport } from '../../model/leaks/leak-report';
import type { Located } from '../../ports';
import { actOnMatches } from './act-on-matches';
import type { Match } from './match';
import { recordUnknown } from './record-unknown';
import type { World } from '../world';

/** Sightings of one version that a report keeps: an incident keeps ten reports, and an item of DynamoDB holds 400 KB. */
const sightingsKept = 5;

/** Looks up all that a report saw, judges it as a whole, opens or joins the incident of each version it names, and orders the containment of what is not held. What nobody knows but an issuer of ours could have minted is recorded as unknown. */
export async function matchReport(world: World, report: LeakReport): Promise<void> {
  const candidates = [...new Set(report.findings.flatMap((finding) => finding.candidates))];
  const located = await world.ledger.locate(candidates);
  const { matched, unmatched } = sort(report.findings, located);
  await actOnMatches(world, report, matched);
  for (const finding of unmatched) if (finding.form !== undefined) await recordUnknown(world, report, finding);
}

function sort(
  findings: readonly Finding[],
  located: Map<Fingerprint, Located>,
): { matched: Match[]; unmatched: Finding[] } {
  const matched = new Map<string, Match>();
  const unmatched: Finding[] = [];
  for (const finding of findings) {
    const hit = finding.candidates.find((candidate) => located.has(candidate));
    const where = hit && located.get(hit);
    if (where === undefined) {
      unmatched.push(finding);
      continue;
    }
    const match = matched.get(where.versionId) ?? { where, sightings: [] };
    if (match.sightings.length < sightingsKept) match.sightings.push(finding.sighting);
    matched.set(where.versionId, match);
  }
  return { matched: [...matched.values()], unmatched };
}
