import type { SQSRecord } from 'aws-lambda';
import { SqsRedelivery } from '../../lib/aws/sqs/sqs-redelivery';
import { errorFields } from './error-fields';
import { once } from './once';
import { sqsClient } from './sqs-client';
import { telemetry } from './telemetry';

const coldStart = once(async () => new SqsRedelivery(sqsClient()));

/** Has a message that failed delivered again within seconds; where that does not succeed it comes back when its queue shows it. */
export async function redeliverSoon(record: SQSRecord): Promise<void> {
  try {
    await (await coldStart()).soon(record);
  } catch (error) {
    telemetry().warn('message comes back late', { messageId: record.messageId, ...errorFields(error) });
  }
}
