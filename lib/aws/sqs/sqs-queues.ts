import {
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { setTimeout as pause } from 'node:timers/promises';
import { eachBounded } from '../../model/each-bounded';
import type { IssuerName } from '../../model/ids';
import { inGroups } from '../../model/in-groups';
import { RekeyError } from '../../model/rekey-error';
import type { Pace } from '../../model/schedule/pace';
import { paceOf } from '../../model/schedule/pace-of';
import type { Work } from '../../model/work/work';
import type { DelayedWork, Lane, Queues } from '../../ports/queues';
import { translateError } from '../translate-error';

/** URLs of the queues, by issuer and lane, and how many messages of each are worked on at a time. @default two, the fewest that SQS allows */
export type QueueUrls = ReadonlyMap<
  IssuerName,
  Readonly<Partial<Record<Lane, string>> & { concurrency?: Readonly<Record<Lane, number>> }>
>;

/** Messages of one request: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const batch = 10;
/** Requests under way at a time. */
const width = 4;
/** How often what the service had no room for is sent, and the pause before that, in milliseconds: the SDK repeats requests, and not the parts of one. */
const tries = 3;
const pauseMs = 100;
/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const fewest = 2;

/** A message as a request has it. */
type Sent = { MessageBody: string; DelaySeconds: number };

/** The workers' queues on SQS; a message's body is the work as JSON. */
export class SqsQueues implements Queues {
  constructor(
    private readonly client: SQSClient,
    private readonly urls: QueueUrls,
  ) {}

  async send(to: { lane: Lane; issuer: IssuerName }, work: Work, delaySeconds = 0): Promise<void> {
    const QueueUrl = this.#urlOf(to);
    const message = asSent({ work, delaySeconds });
    try {
      await this.client.send(new SendMessageCommand({ QueueUrl, ...message }));
    } catch (error) {
      throw translateError(error, `sending to the ${to.lane} of ${to.issuer}`);
    }
  }

  async sendAll(to: { lane: Lane; issuer: IssuerName }, messages: readonly DelayedWork[]): Promise<boolean[]> {
    const QueueUrl = this.#urlOf(to);
    const batches = inGroups(messages.map(asSent), batch);
    try {
      return (await eachBounded(batches, width, (each) => this.#sendBatch(QueueUrl, each))).flat();
    } catch (error) {
      throw translateError(error, `sending to the ${to.lane} of ${to.issuer}`);
    }
  }

  async depth(of: { lane: Lane; issuer: IssuerName }): Promise<number> {
    const name = 'ApproximateNumberOfMessages';
    const ask = new GetQueueAttributesCommand({ QueueUrl: this.#urlOf(of), AttributeNames: [name] });
    try {
      const { Attributes } = await this.client.send(ask);
      return Number(Attributes?.[name] ?? 0);
    } catch (error) {
      throw translateError(error, `asking for the length of the ${of.lane} of ${of.issuer}`);
    }
  }

  pace({ lane, issuer }: { lane: Lane; issuer: IssuerName }): Pace {
    return paceOf(this.urls.get(issuer)?.concurrency?.[lane] ?? fewest);
  }

  /** One request can be half a success: what it names as failed is sent again. */
  async #sendBatch(QueueUrl: string, messages: readonly Sent[]): Promise<boolean[]> {
    const taken = messages.map(() => false);
    for (let round = 1; round <= tries; round++) {
      const Entries = messages.flatMap((message, index) => (taken[index] ? [] : [{ Id: String(index), ...message }]));
      const { Successful = [] } = await this.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      for (const { Id } of Successful) taken[Number(Id)] = true;
      if (!taken.includes(false)) break;
      if (round < tries) await pause(pauseMs * round);
    }
    return taken;
  }

  #urlOf({ lane, issuer }: { lane: Lane; issuer: IssuerName }): string {
    const url = this.urls.get(issuer)?.[lane];
    if (url !== undefined) return url;
    throw new RekeyError('misconfigured', `no queue for ${lane} of issuer ${issuer}: deploy this issuer`);
  }
}

function asSent({ work, delaySeconds }: DelayedWork): Sent {
  if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > 900) {
    throw new RekeyError('internal', `delay of ${delaySeconds} s: SQS takes whole seconds from 0 to 900`);
  }
  return { MessageBody: JSON.stringify(work), DelaySeconds: delaySeconds };
}
