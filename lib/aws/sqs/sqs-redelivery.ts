import { ChangeMessageVisibilityCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { translateError } from '../translate-error';

/** A message as a function got it. */
export interface Received {
  /** ARN of its queue. */
  eventSourceARN: string;
  receiptHandle: string;
  /** How often it was delivered, this time included: a whole number, as SQS writes it. */
  attributes: { ApproximateReceiveCount: string };
}

/** Longest wait, in seconds. */
const longestSeconds = 60;

/** Shows messages that failed again before their queue would. */
export class SqsRedelivery {
  readonly #urls = new Map<string, string>();

  constructor(private readonly client: SQSClient) {}

  /** Has a message that failed delivered again after 1 s, after 2, 4, 8, 16 and 32 s the next times, and then every minute. @throws RekeyError when SQS does not take it; the message then comes back after the queue's visibility timeout */
  async soon({ eventSourceARN, receiptHandle, attributes }: Received): Promise<void> {
    const tries = Number(attributes.ApproximateReceiveCount);
    const VisibilityTimeout = Math.min(2 ** (Math.max(tries, 1) - 1), longestSeconds);
    try {
      const QueueUrl = this.#urls.get(eventSourceARN) ?? (await this.#urlOf(eventSourceARN));
      await this.client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout }),
      );
    } catch (error) {
      throw translateError(error, 'having a message delivered again');
    }
  }

  async #urlOf(arn: string): Promise<string> {
    const { QueueUrl = '' } = await this.client.send(new GetQueueUrlCommand({ QueueName: arn.split(':').at(-1) }));
    this.#urls.set(arn, QueueUrl);
    return QueueUrl;
  }
}
