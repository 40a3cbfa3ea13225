import type { KeyHead } from '../../../lib/model/ledger/key-head';
import { isToldOf } from '../promises/told-of-stray';
import { isAccepted } from '../surroundings/credential';
import { endByHand } from '../surroundings/end-by-hand';
import type { Simulation } from '../surroundings/simulation';
import { valuesIn } from '../surroundings/truth';

/** Who is told that an issuer has no room for a key, and of a stray that takes it, ends the stray. */
export function makeRoom(simulation: Simulation): void {
  const { ledger, scheduler, coverage, keys } = simulation;
  for (const key of keys) {
    const head = ledger.table.row('head', key.keyId, '')?.body as unknown as KeyHead | undefined;
    if (head?.rotation?.lastFailure?.kind !== 'quota') continue;
    const held = new Set(valuesIn(simulation, key));
    for (const one of simulation.issuerOf(key.issuer).credentials) {
      const strays = one.keyId === key.keyId && !held.has(one.value) && isAccepted(one, scheduler.nowMs);
      if (!strays || !isToldOf(simulation, one)) continue;
      coverage.note('issuer', 'a stray is ended by hand');
      endByHand(one, scheduler.nowMs);
    }
  }
}
