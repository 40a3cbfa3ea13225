import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';
import { endByHand } from '../surroundings/end-by-hand';
import { currentVersionIn, secretOf, valueIn, valuesIn } from '../surroundings/truth';

/** What was adopted before the restore, and replaced since, no ledger knows any more: somebody ends it by hand. */
export function endForgotten(simulation: Simulation, key: KeySpec): void {
  const { scheduler, watch, ledger } = simulation;
  const { credentials } = simulation.issuerOf(key.issuer);
  const known = (id: string) => ledger.table.row('version', key.keyId, id) !== undefined;
  const kept = new Set(valuesIn(simulation, key, known));
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const current = secret && holder && valueIn(key, secret, holder);
  for (const one of credentials) {
    const adopted = one.keyId === key.keyId && one.label === 'by-hand';
    if (!adopted || kept.has(one.value) || one.value === current || one.requestedMs > (watch.restoredMs ?? 0)) continue;
    endByHand(one, scheduler.nowMs);
  }
}
