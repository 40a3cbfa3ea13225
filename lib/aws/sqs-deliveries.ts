import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { RekeyError } from '../model/rekey-error';
import { translateError } from './translate-error';

/** Entries of one batch: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const batchSize = 10;

/** The queue of `notify` on SQS, from its other end; a message's body is one delivery as JSON. */
export class SqsDeliveries {
  constructor(
    private readonly client: SQSClient,
    private readonly url: string,
  ) {}

  /** @throws RekeyError `unavailable` when one of them was not taken; then all are to be sent again */
  async send(deliveries: readonly unknown[]): Promise<void> {
    for (let start = 0; start < deliveries.length; start += batchSize) {
      const Entries = deliveries
        .slice(start, start + batchSize)
        .map((delivery, index) => ({ Id: String(index), MessageBody: JSON.stringify(delivery) }));
      const { Failed = [] } = await this.sendBatch(Entries);
      if (Failed.length > 0) {
        throw new RekeyError(
          'unavailable',
          `${Failed.length} of ${Entries.length} messages were not taken: ${Failed[0]?.Code}`,
        );
      }
    }
  }

  private async sendBatch(Entries: { Id: string; MessageBody: string }[]) {
    try {
      return await this.client.send(new SendMessageBatchCommand({ QueueUrl: this.url, Entries }));
    } catch (error) {
      throw translateError(error, 'sending messages for the channels');
    }
  }
}
