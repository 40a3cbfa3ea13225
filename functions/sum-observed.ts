import { sumObserved } from '../lib/engine/observation/sum-observed';
import { invoked } from './wiring/invoked';
import { ledgerWorld } from './wiring/ledger-world';
import { once } from './wiring/once';

const coldStart = once(ledgerWorld);

/** The rule, every day: whoever was not told of last week yet. */
export const handler = invoked(async (): Promise<void> => {
  const world = await coldStart();
  world.telemetry.info('summed', await sumObserved(world));
});
