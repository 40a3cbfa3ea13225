import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { awsFailure } from './aws-failure';
import type { Delivery } from './delivery';
import type { DeliveryQueue } from './delivery-queue';

/** The queue of `notify` on SQS. */
export class SqsDeliveryQueue implements DeliveryQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly queueUrl: string,
  ) {}

  async send(deliveries: readonly Delivery[]): Promise<void> {
    try {
      await Promise.all(deliveries.map((delivery) => this.#sendOne(delivery)));
    } catch (error) {
      throw awsFailure('send to the queue of notify', error);
    }
  }

  async #sendOne(delivery: Delivery): Promise<void> {
    await this.client.send(new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody: JSON.stringify(delivery) }));
  }
}
