import { startProcess } from '../../simulation/surroundings/functions';
import { runQuietly } from '../../simulation/histories/history';
import type { Simulation } from '../../simulation/surroundings/simulation';
import type { SimulatedWorld } from '../../simulation/surroundings/world-of';

/** A call of the operator API, and what it leads to within ninety seconds. @throws what the call throws */
export async function orderedIn(
  simulation: Simulation,
  run: (world: SimulatedWorld) => Promise<unknown>,
): Promise<void> {
  let error: unknown;
  startProcess(simulation, { kind: 'operate' }, (world) =>
    run(world).catch((thrown: unknown) => {
      error = thrown;
    }),
  );
  // Until its first call over the wire nothing of it is in the scheduler.
  await new Promise(setImmediate);
  await runQuietly(simulation, 90);
  if (error !== undefined) throw error;
}
