import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { eachBounded } from '../../lib/model/each-bounded';
import { errorFields } from './error-fields';
import { telemetry } from './telemetry';

/** How the records of one batch are carried out. */
interface Manner {
  /** One after the other, or all at the same time. @default 'in turn' */
  order?: 'in turn' | 'at once';
  /** What becomes of a record that failed. @default it comes back after its queue's visibility timeout */
  onFailure?: (record: SQSRecord) => Promise<void>;
}

/** A handler of a queue: each record by itself, and those that failed stay in the queue. The log names the message and the kind of error, never the body. */
export function eachRecord(carryOut: (body: string, context: Context) => Promise<void>, manner: Manner = {}) {
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const width = manner.order === 'at once' ? event.Records.length : 1;
    const failed = await eachBounded(event.Records, width, async (record) => {
      try {
        await carryOut(record.body, context);
        return undefined;
      } catch (error) {
        telemetry().warn('message failed', { messageId: record.messageId, ...errorFields(error) });
        await manner.onFailure?.(record);
        return { itemIdentifier: record.messageId };
      }
    });
    return { batchItemFailures: failed.filter((failure) => failure !== undefined) };
  };
}
