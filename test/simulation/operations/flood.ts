import type { Actor } from '../../../lib/model/ids';
import { instantOf } from '../../../lib/model/instant';
import type { Finding, LeakReport } from '../../../lib/model/leaks/leak-report';
import { splitReport } from '../../../lib/model/leaks/split-report';
import { SecretValue } from '../../../lib/model/secret-value';
import { cheapFingerprints } from '../surroundings/cheap-fingerprints';
import { decideHeld } from './decide-held';
import { startMatch } from '../surroundings/functions';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import { currentVersionIn, secretOf, valueIn } from '../surroundings/truth';

/** Keys in one report that are surely too many, whatever dies before it is read. */
const many = 13;

/** Somebody who may attest it, or may not, names the current values of most keys in one report, whole or in parts: nothing of it is done unasked. */
export async function flood(simulation: Simulation, random: Random): Promise<void> {
  const { keys, scheduler, coverage, watch } = simulation;
  const named = keys.flatMap((key) => currentValue(simulation, key) ?? []);
  if (named.length < many) {
    // Not everything was issued yet, perhaps.
    if (!simulation.quiet) scheduler.after(300_000, () => void flood(simulation, random));
    return;
  }
  const findings: Finding[] = [];
  for (const { key, value } of named) {
    const candidates = await cheapFingerprints.of(new SecretValue(value), ['raw']);
    findings.push({ candidates, form: key.issuer, sighting: { source: 'flood', file: `${key.keyId}.env` } });
    watch.flooded.set(value, key.keyId);
  }
  const attested = random.chance(0.5);
  const report: LeakReport = {
    reportId: random.hex(12),
    acceptedAt: instantOf(scheduler.nowMs),
    actor: 'arn:aws:iam::000000000000:user/flooder' as Actor,
    source: 'flood',
    possession: true,
    trust: attested ? 'attesting' : 'plain',
    exposure: attested ? 'public' : 'unknown',
    findings,
  };
  const parts = random.chance(0.5) ? [report] : splitReport(report, 1500);
  coverage.note('report', 'a flood');
  if (parts.length > 1) coverage.note('report', 'a flood in parts');
  simulation.trace(() => `OPERATION flood: ${named.length} keys in ${parts.length} parts`);
  for (const part of parts) {
    simulation.reports.push(part);
    startMatch(simulation, part, random.whole(0, 2000));
  }
  // Who is told decides, on some of them.
  for (const { key } of named) {
    if (!random.chance(0.4)) continue;
    scheduler.after(random.whole(60, 7200) * 1000, () => {
      if (!simulation.quiet && key.observed === undefined) decideHeld(simulation, key, random);
    });
  }
}

/** The value that consumers of a key read, where it is one that Rekey knows and nobody asked about before. */
function currentValue(simulation: Simulation, key: KeySpec): { key: KeySpec; value: string } | undefined {
  const { watch, ledger } = simulation;
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const value = secret && holder && valueIn(key, secret, holder);
  if (holder === undefined || value === undefined || value === '' || key.released) return undefined;
  const row = ledger.table.row('version', key.keyId, holder);
  const untouched = !watch.leaks.has(value) && !watch.killsBegun.has(value) && !watch.dismissed.has(value);
  return row?.body['state'] === 'current' && untouched ? { key, value } : undefined;
}
