import type { Actor } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { Exposure, Finding, LeakReport } from '../../../lib/model/leaks/leak-report';
import { SecretValue } from '../../../lib/model/secret-value';
import { operator } from './command';
import { startMatch } from '../surroundings/functions';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import { canary } from '../surroundings/simulated-issuer';
import type { Simulation } from '../surroundings/simulation';
import { someVersion } from './some-version';
import { cheapFingerprints } from '../surroundings/cheap-fingerprints';

/** Where there are many keys, no two reports are of one sender: else they were a flood. */
function reporter({ keys }: Simulation, random: Random): Actor {
  return keys.length > 3 ? (`${operator}-${random.hex(8)}` as Actor) : operator;
}

/** Somebody reports a value, once or several times: one of ours, dead or alive, or one that nobody knows. */
export async function report(simulation: Simulation, key: KeySpec, random: Random): Promise<void> {
  const { scheduler, coverage } = simulation;
  const target = random.chance(0.9) ? someVersion(simulation, key, random) : undefined;
  const value = target?.credential.value ?? `${canary}${random.hex(24)}`;
  // A source of low trust that shows no value: a person decides.
  const claim = target !== undefined && random.chance(0.15);
  const exposure = claim ? 'unknown' : random.pick<Exposure>(['public', 'public', 'private', 'unknown']);
  const [fingerprint] = await cheapFingerprints.of(new SecretValue(value), ['raw']);
  const finding: Finding = {
    candidates: fingerprint === undefined ? [] : [fingerprint],
    form: key.issuer,
    sighting: { source: 'simulation', file: `file-${random.whole(1, 3)}`, line: 1 },
  };
  const reported: LeakReport = {
    reportId: random.hex(12),
    acceptedAt: instantOf(scheduler.nowMs),
    actor: reporter(simulation, random),
    source: 'simulation',
    possession: !claim,
    trust: claim ? 'low' : 'attesting',
    exposure,
    findings: [finding],
  };
  // A line has many readings, and a file may hold an older value as well.
  if (random.chance(0.3)) {
    const [other] = await cheapFingerprints.of(new SecretValue(`${canary}${random.hex(24)}`), ['raw']);
    if (other !== undefined) finding.candidates.unshift(other);
  }
  coverage.note('report', target === undefined ? 'unknown value' : claim ? 'a claim' : exposure);
  if (target !== undefined) noteReported(simulation, key, target, claim ? undefined : exposure);
  const older = target !== undefined && random.chance(0.2) ? someVersion(simulation, key, random) : undefined;
  if (older !== undefined && older.versionId !== target?.versionId) {
    const candidates = await cheapFingerprints.of(new SecretValue(older.credential.value), ['raw']);
    reported.findings.push({ ...finding, candidates, sighting: { ...finding.sighting, line: 2 } });
    noteReported(simulation, key, older, claim ? undefined : exposure);
    coverage.note('report', 'two versions of a key');
  }
  simulation.reports.push(reported);
  const copies = random.chance(0.3) ? random.whole(2, 4) : 1;
  for (let copy = 0; copy < copies; copy++) {
    startMatch(simulation, reported, copy === 0 ? 0 : random.whole(0, 900_000));
  }
}

/** What a report may and must lead to; a claim without the value has a person decide. */
function noteReported(
  { watch, scheduler }: Simulation,
  key: KeySpec,
  { versionId, credential: { value } }: NonNullable<ReturnType<typeof someVersion>>,
  exposure: Exposure | undefined,
): void {
  watch.reported.add(`${key.keyId} ${versionId}`);
  if (exposure === undefined) return;
  if (!watch.leaks.has(value)) watch.leaks.set(value, scheduler.nowMs);
  watch.contained.add(value);
  if (exposure !== 'public') return;
  if (!watch.killsBegun.has(value)) watch.killsBegun.set(value, scheduler.nowMs);
  if (key.observed === undefined && key.observing !== true) watch.killsAccepted.add(value);
}
