import type { KeySpec } from '../surroundings/key-spec';
import { plantStray } from './plant-stray';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';

/** Credentials with labels of this installation turn up that the ledger does not know: something went wrong that nobody foresaw. */
export function straysAppear(simulation: Simulation, key: KeySpec, random: Random): void {
  const { capabilities } = simulation.issuerOf(key.issuer);
  if (capabilities.label === 'none' || capabilities.maxActive !== null) return;
  for (let count = random.pick([1, 2, 3, 4]); count > 0; count--) plantStray(simulation, key, random);
}
