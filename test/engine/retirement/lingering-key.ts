import { runQuietly } from '../../simulation/histories/history';
import { apply } from '../../simulation/operations/operations';
import type { Simulation } from '../../simulation/surroundings/simulation';

/** The one key of a simulation is issued, and its first value, once it is replaced and revoked after two hours, is accepted on and on. */
export async function lingeringKey(simulation: Simulation): Promise<void> {
  await simulation.open();
  const [key] = simulation.keys;
  if (key === undefined) throw new Error('no key');
  key.manifests = key.manifests.map((manifest) => ({ ...manifest, maxAgeSeconds: 7200, overlapSeconds: 1200 }));
  apply(simulation, key);
  await runQuietly(simulation, 120);
  const [first] = simulation.issuers[0]?.credentials ?? [];
  if (first === undefined) throw new Error('nothing was issued');
  first.forgets = 1_000_000;
  await runQuietly(simulation, 7200);
}
