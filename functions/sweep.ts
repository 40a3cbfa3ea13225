import { sweep } from '../lib/engine/sweep';
import { invoked } from './wiring/invoked';
import { once } from './wiring/once';
import { publisherWorld } from './wiring/publisher-world';

const coldStart = once(publisherWorld);

/** The rule, every minute: one sweep. A failure is the alarm's, since the next run is the retry. */
export const handler = invoked(async (): Promise<void> => {
  const world = await coldStart();
  world.telemetry.info('swept', { ...(await sweep(world)) });
});
