import type { Fingerprint } from '../model/ids';
import type { Finding } from '../model/leak-report';
import type { SecretValue } from '../model/secret-value';
import type { Clock, Fingerprints, Ids, IssuerProfile, ReportQueue } from '../ports';
import { eachBounded } from './each-bounded';
import { issuerFormsOf } from './issuer-forms';
import type { LeakRequest } from './leak-request';
import { leakSources } from './leak-sources';
import { candidatesPerReport } from './reading-limits';
import { type Readings, readingsOf } from './readings-of';
import { Redaction } from './redaction';
import { sightingOf } from './sighting-of';

/** What intake has at hand: it can compute fingerprints and look nothing up. */
export interface IntakeWorld {
  fingerprints: Fingerprints;
  reports: ReportQueue;
  clock: Clock;
  ids: Ids;
  profiles: readonly IssuerProfile[];
}

/** Fingerprints computed at a time: KMS answers in some 10 ms, and its request quota is shared with the workers. */
const fingerprintsAtATime = 16;

/**
 * Turns a report into fingerprints in memory and hands on those alone, before anything is looked up. `findings` counts what
 * will be looked up. @throws RekeyError `bad_input` naming the field of a report that is not what it claims
 */
export async function acceptReport(
  world: IntakeWorld,
  request: LeakRequest,
): Promise<{ reportId: string; findings: number }> {
  const reportId = world.ids.random();
  const acceptedAt = world.clock.now();
  const source = leakSources[request.source];
  const candidates = source.read(request, candidatesPerReport);
  const readings = distinctReadings(
    candidates.map(({ value }) => value),
    world.profiles,
  );
  const fingerprints = await fingerprintsOf(world.fingerprints, readings.values());
  const redaction = new Redaction(distinct([...readings.values()].flatMap(({ values }) => values)));
  const findings = candidates.map(({ value, sighting }): Finding => {
    const { values, form } = readings.get(value.reveal()) ?? { values: [] };
    return {
      candidates: values.flatMap((reading) => fingerprints.get(reading.reveal()) ?? []),
      ...(form === undefined ? {} : { form }),
      sighting: sightingOf(source.name, sighting, redaction),
    };
  });
  if (findings.length > 0) {
    const { exposure, actor } = request;
    const possession = source.possession;
    await world.reports.send({ reportId, acceptedAt, actor, source: source.name, possession, exposure, findings });
  }
  return { reportId, findings: findings.length };
}

function distinctReadings(values: readonly SecretValue[], profiles: readonly IssuerProfile[]): Map<string, Readings> {
  const forms = issuerFormsOf(profiles);
  const readings = new Map<string, Readings>();
  for (const value of values) {
    const text = value.reveal();
    if (!readings.has(text)) readings.set(text, readingsOf(value, forms));
  }
  return readings;
}

async function fingerprintsOf(port: Fingerprints, readings: Iterable<Readings>): Promise<Map<string, Fingerprint[]>> {
  const values = distinct([...readings].flatMap((each) => each.values));
  const computed = await eachBounded(values, fingerprintsAtATime, (value) => port.of(value, ['raw']));
  return new Map(values.map((value, index) => [value.reveal(), computed[index] ?? []]));
}

function distinct(values: readonly SecretValue[]): SecretValue[] {
  return [...new Map(values.map((value) => [value.reveal(), value])).values()];
}
