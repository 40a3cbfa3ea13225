import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { translateError } from '../translate-error';

/** The queue of `notify` on SQS, from its other end; a message's body is one delivery as JSON. */
export class SqsDeliveries {
  constructor(
    private readonly client: SQSClient,
    private readonly url: string,
  ) {}

  /** Sends each by itself: there are as many as a key has channels. @throws RekeyError `unavailable` when one of them was not taken; then all are to be sent again */
  async send(deliveries: readonly unknown[]): Promise<void> {
    const commands = deliveries.map(
      (delivery) => new SendMessageCommand({ QueueUrl: this.url, MessageBody: JSON.stringify(delivery) }),
    );
    try {
      await Promise.all(commands.map((command) => this.client.send(command)));
    } catch (error) {
      throw translateError(error, 'sending messages for the channels');
    }
  }
}
