import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { errorFields } from './error-fields';
import { telemetry } from './telemetry';

/** A handler of a queue: each record by itself, and those that failed stay in the queue. The log names the message and the kind of error, never the body. */
export function eachRecord(carryOut: (body: string, context: Context) => Promise<void>) {
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const { messageId, body } of event.Records) {
      try {
        await carryOut(body, context);
      } catch (error) {
        telemetry().warn('message failed', { messageId, ...errorFields(error) });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}
