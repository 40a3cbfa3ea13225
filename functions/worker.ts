import type { SQSRecord } from 'aws-lambda';
import { laneOf } from '../lib/engine/dispatch';
import { doWork } from '../lib/engine/do-work';
import { plusSeconds } from '../lib/model/instant';
import { keyOf, workSchema } from '../lib/model/work/work';
import type { LogFields } from '../lib/ports/telemetry';
import { invoked } from './wiring/invoked';
import { jsonText } from './wiring/json-text';
import { once } from './wiring/once';
import { eachRecord } from './wiring/each-record';
import { redeliverSoon } from './wiring/redeliver-soon';
import { workerWorld } from './wiring/worker-world';

const coldStart = once(workerWorld);
const workText = jsonText(workSchema);

/** Both queues of one issuer: rotations and containments. */
export const handler = invoked(
  eachRecord(
    async (body, context): Promise<LogFields> => {
      const world = await coldStart();
      const deadline = plusSeconds(world.clock.now(), context.getRemainingTimeInMillis() / 1000);
      const work = workText.parse(body);
      await doWork({ ...world, deadline }, work);
      return { work: work.kind, key: keyOf(work) };
    },
    { onFailure },
  ),
);

/** What ends a leaked credential is tried again at once; a rotation has time. */
async function onFailure(record: SQSRecord): Promise<void> {
  const work = workText.safeParse(record.body);
  if (work.success && laneOf(work.data) === 'containments') await redeliverSoon(record);
}
