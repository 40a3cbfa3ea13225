import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eachBounded } from '../../lib/model/each-bounded';
import { errorFields } from './error-fields';
import { telemetry } from './telemetry';

/** How the records of one batch are carried out: one after the other, or all at the same time. */
type Order = 'in turn' | 'at once';

/** A handler of a queue: each record by itself, and those that failed stay in the queue. The log names the message and the kind of error, never the body. */
export function eachRecord(carryOut: (body: string, context: Context) => Promise<void>, order: Order = 'in turn') {
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const width = order === 'in turn' ? 1 : event.Records.length;
    const failed = await eachBounded(event.Records, width, async ({ messageId, body }) => {
      try {
        await carryOut(body, context);
        return undefined;
      } catch (error) {
        telemetry().warn('message failed', { messageId, ...errorFields(error) });
        return { itemIdentifier: messageId };
      }
    });
    return { batchItemFailures: failed.filter((failure) => failure !== undefined) };
  };
}
