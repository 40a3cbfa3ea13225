import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { IssuerName } from '../model/ids';
import { RekeyError } from '../model/rekey-error';
import type { Work } from '../model/work/work';
import type { Lane, Queues } from '../ports/queues';
import { translateError } from './translate-error';

/** URLs of the queues, by issuer and lane. */
export type QueueUrls = Record<string, Partial<Record<Lane, string>>>;

/** The workers' queues on SQS; a message's body is the work as JSON. */
export class SqsQueues implements Queues {
  constructor(
    private readonly client: SQSClient,
    private readonly urls: QueueUrls,
  ) {}

  async send(to: { lane: Lane; issuer: IssuerName }, work: Work, delaySeconds = 0): Promise<void> {
    const QueueUrl = this.urls[to.issuer]?.[to.lane];
    if (QueueUrl === undefined) {
      throw new RekeyError('misconfigured', `no queue for ${to.lane} of issuer ${to.issuer}: deploy this issuer`);
    }
    if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > 900) {
      throw new RekeyError('internal', `delay of ${delaySeconds} s: SQS takes whole seconds from 0 to 900`);
    }
    const MessageBody = JSON.stringify(work);
    try {
      await this.client.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds: delaySeconds }));
    } catch (error) {
      throw translateError(error, `sending to the ${to.lane} of ${to.issuer}`);
    }
  }
}
