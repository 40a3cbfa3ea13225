import type { Context } from 'aws-lambda';
import { sweep } from '../lib/engine/sweep';
import { plusSeconds } from '../lib/model/instant';
import { invoked } from './wiring/invoked';
import { once } from './wiring/once';
import { publisherWorld } from './wiring/publisher-world';

const coldStart = once(publisherWorld);

/** The rule, every minute: one sweep. A failure is the alarm's, since the next run is the retry. */
export const handler = invoked(async (_event: unknown, context: Context): Promise<void> => {
  const world = await coldStart();
  const deadline = plusSeconds(world.clock.now(), context.getRemainingTimeInMillis() / 1000);
  world.telemetry.info('swept', { ...(await sweep({ ...world, deadline })) });
});
