import type { Actor, VersionId } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { Exposure, LeakReport } from '../../../lib/model/leaks/leak-report';
import { SecretValue } from '../../../lib/model/secret-value';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf } from '../surroundings/truth';
import { cheapFingerprints } from '../surroundings/cheap-fingerprints';

/** A report of the value that a version has, as intake would hand it on; what it may and must lead to is noted. */
export async function leakOf(
  simulation: Simulation,
  key: KeySpec,
  versionId: VersionId,
  exposure: Exposure,
): Promise<LeakReport> {
  const { watch, scheduler } = simulation;
  const value = credentialOf(simulation, key, versionId)?.value ?? '';
  watch.leaks.set(value, scheduler.nowMs);
  if (exposure === 'public') {
    watch.killsBegun.set(value, scheduler.nowMs);
    watch.killsAccepted.add(value);
  }
  return {
    reportId: 'report-1',
    acceptedAt: instantOf(scheduler.nowMs),
    actor: 'arn:aws:iam::000000000000:user/reporter' as Actor,
    source: 'story',
    possession: true,
    trust: 'attesting',
    exposure,
    findings: [
      {
        candidates: await cheapFingerprints.of(new SecretValue(value), ['raw']),
        form: key.issuer,
        sighting: { source: 'story', file: 'a-file', line: 1 },
      },
    ],
  };
}
