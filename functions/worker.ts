import { doWork } from '../lib/engine/do-work';
import { plusSeconds } from '../lib/model/instant';
import { workSchema } from '../lib/model/work/work';
import { invoked } from './wiring/invoked';
import { once } from './wiring/once';
import { eachRecord } from './wiring/each-record';
import { workerWorld } from './wiring/worker-world';

const coldStart = once(workerWorld);

/** Both queues of one issuer: rotations and containments. */
export const handler = invoked(
  eachRecord(async (body, context): Promise<void> => {
    const world = await coldStart();
    const deadline = plusSeconds(world.clock.now(), context.getRemainingTimeInMillis() / 1000);
    await doWork({ ...world, deadline }, workSchema.parse(JSON.parse(body)));
  }),
);
