import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { eachBounded } from '../../lib/model/each-bounded';
import type { LogFields } from '../../lib/ports/telemetry';
import { errorFields } from './error-fields';
import { telemetry } from './telemetry';

/** How the records of one batch are carried out. */
interface Manner {
  /** One after the other, or all at the same time. @default 'in turn' */
  order?: 'in turn' | 'at once';
  /** What becomes of a record that failed. @default it comes back after its queue's visibility timeout */
  onFailure?: (record: SQSRecord) => Promise<void>;
}

/** A handler of a queue: each record by itself, and those that failed stay in the queue. The log has a line for each: what was done, in the fields that `carryOut` gives, or the kind of error; never the body. */
export function eachRecord(carryOut: (body: string, context: Context) => Promise<LogFields>, manner: Manner = {}) {
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const width = manner.order === 'at once' ? event.Records.length : 1;
    const failed = await eachBounded(event.Records, width, async (record) => {
      const { messageId } = record;
      const startedMs = performance.now();
      try {
        const done = await carryOut(record.body, context);
        telemetry().info('message done', { messageId, ...done, ms: Math.round(performance.now() - startedMs) });
        return undefined;
      } catch (error) {
        telemetry().warn('message failed', { messageId, ...errorFields(error) });
        await manner.onFailure?.(record);
        return { itemIdentifier: messageId };
      }
    });
    return { batchItemFailures: failed.filter((failure) => failure !== undefined) };
  };
}
