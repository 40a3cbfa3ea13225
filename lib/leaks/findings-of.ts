import type { Fingerprint } from '../model/ids';
import type { Finding } from '../model/leaks/leak-report';
import type { SecretValue } from '../model/secret-value';
import type { Fingerprints, IssuerProfile } from '../ports';
import type { Candidate } from './candidate';
import { eachBounded } from '../model/each-bounded';
import { issuerFormsOf } from './issuer-forms';
import { readingsPerCandidate } from './reading-limits';
import { type Readings, readingsOf } from './readings-of';
import { Redaction } from './redaction';
import { sightingOf } from './sighting-of';

/** What turning values into fingerprints takes. */
export interface FindingsWorld {
  fingerprints: Fingerprints;
  /** Asked for only where there are values to read: a door hears from strangers first. */
  profiles(): Promise<readonly IssuerProfile[]>;
}

/** Fingerprints computed at a time: KMS answers in some 10 ms, and its request quota is shared with the workers. */
const fingerprintsAtATime = 16;

/** The candidates of one report of a source as findings: fingerprints of their readings, and sightings without any of the values. */
export async function findingsOf(
  world: FindingsWorld,
  source: string,
  candidates: readonly Candidate[],
): Promise<Finding[]> {
  const readings = distinctReadings(candidates.flatMap(textsOf), await world.profiles());
  const fingerprints = await fingerprintsOf(world.fingerprints, readings.values());
  const redaction = new Redaction(distinct([...readings.values()].flatMap(({ values }) => values)));
  return candidates.map((candidate): Finding => {
    const read = textsOf(candidate).map((value) => readings.get(value.reveal()) ?? { values: [] });
    const computed = read.flatMap(({ values }) => values.flatMap((one) => fingerprints.get(one.reveal()) ?? []));
    const form = read.find((one) => one.form !== undefined)?.form;
    return {
      candidates: [...new Set(computed)].slice(0, readingsPerCandidate),
      ...(form === undefined ? {} : { form }),
      sighting: sightingOf(source, candidate.sighting, redaction),
    };
  });
}

function textsOf({ value, decoded }: Candidate): SecretValue[] {
  return decoded === undefined ? [value] : [value, decoded];
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
