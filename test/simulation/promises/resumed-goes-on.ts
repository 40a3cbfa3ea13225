import type { KeySpec } from '../surroundings/key-spec';
import { pauseScopesOf } from '../surroundings/pauses-on';
import type { Simulation } from '../surroundings/simulation';

/** An order is refused for a pause only while there may be one: none that somebody has ended counts. */
export function checkResumed({ watch }: Simulation, key: KeySpec): void {
  // A restored ledger has forgotten who ended it.
  if (watch.restoredMs !== undefined) return;
  const mayStand = pauseScopesOf(key).filter((scope) => watch.braked.has(scope) && !watch.resumed.has(scope));
  if (mayStand.length === 0) watch.break('a pause ends', `${key.keyId}: an order is refused, and no pause stands`);
}
