import type { KeySpec } from '../surroundings/key-spec';
import { pauseScopesOf } from '../surroundings/pauses-on';
import type { Simulation } from '../surroundings/simulation';

/** Whether a pause of a key may stand that nobody has ended; a restored ledger has forgotten who ended which. */
export function mayBePaused({ watch }: Simulation, key: KeySpec): boolean {
  if (watch.restoredMs !== undefined) return true;
  return pauseScopesOf(key).some((scope) => watch.braked.has(scope) && !watch.resumed.has(scope));
}

/** An order is refused for a pause only while there may be one. */
export function checkResumed(simulation: Simulation, key: KeySpec): void {
  if (!mayBePaused(simulation, key))
    simulation.watch.break('a pause ends', `${key.keyId}: an order is refused, and no pause stands`);
}
