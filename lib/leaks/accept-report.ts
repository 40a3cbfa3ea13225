import type { Clock, Ids, ReportQueue } from '../ports';
import { findingsOf, type FindingsWorld } from './findings-of';
import type { LeakRequest } from './leak-request';
import { leakSources } from './leak-sources';
import { candidatesPerReport } from './reading-limits';

/** What intake has at hand: it can compute fingerprints and look nothing up. */
export interface IntakeWorld extends FindingsWorld {
  reports: ReportQueue;
  clock: Clock;
  ids: Ids;
}

/**
 * Turns a report into fingerprints in memory and hands on those alone, before anything is looked up. `findings` counts what
 * will be looked up. @throws RekeyError `bad_input` naming the field of a report that is not what it claims
 */
export async function acceptReport(
  world: IntakeWorld,
  request: LeakRequest,
): Promise<{ reportId: string; findings: number }> {
  const reportId = request.reportId ?? world.ids.random();
  const acceptedAt = world.clock.now();
  const source = leakSources[request.source];
  const findings = await findingsOf(world, source.name, source.read(request, candidatesPerReport));
  if (findings.length > 0) {
    const { exposure, claimed, actor, trust = 'plain' } = request;
    const claim = claimed === undefined ? {} : { claimed };
    const possession = source.possession;
    await world.reports.send({
      reportId,
      acceptedAt,
      actor,
      source: source.name,
      possession,
      trust,
      exposure,
      ...claim,
      findings,
    });
  }
  return { reportId, findings: findings.length };
}
