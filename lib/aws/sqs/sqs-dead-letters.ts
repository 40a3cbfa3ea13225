import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { DeadLetterQueue } from '../../model/work/dead-letter-queue';
import { instantOf } from '../../model/instant';
import { RekeyError } from '../../model/rekey-error';
import type { DeadLetter, DeadLetters } from '../../ports/dead-letters';
import { translateError } from '../translate-error';

/** Where a dead-letter queue is, and where its letters came from. */
export interface LetterAddress {
  /** URL of the dead-letter queue. @default the one that the redrive policy of `source` names */
  letters?: string | undefined;
  /** URL of the queue that the letters go back to. @default they go nowhere */
  source?: string | undefined;
}

/** Messages that SQS gives at a time, at most. */
const batch = 10;
/** Seconds for which a letter that was taken is hidden: four times what the function that asks may run. */
const takenSeconds = 120;

const redrivePolicySchema = z.object({ deadLetterTargetArn: z.string().regex(/^arn:[^:]+:sqs:[^:]+:\d{12}:[^:]+$/) });

/** The dead-letter queues on SQS. */
export class SqsDeadLetters implements DeadLetters {
  readonly queues: readonly DeadLetterQueue[];
  readonly #urls = new Map<DeadLetterQueue, string>();

  constructor(
    private readonly client: SQSClient,
    private readonly addresses: ReadonlyMap<DeadLetterQueue, LetterAddress>,
  ) {
    this.queues = [...addresses.keys()];
  }

  async count(queue: DeadLetterQueue): Promise<{ waiting: number; taken: number }> {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const attributes = await this.#attributes(await this.#lettersOf(queue), [...names]);
    return { waiting: Number(attributes[names[0]] ?? 0), taken: Number(attributes[names[1]] ?? 0) };
  }

  async look(queue: DeadLetterQueue): Promise<DeadLetter[]> {
    return this.#receive(queue, batch, 0);
  }

  async take(queue: DeadLetterQueue, most: number): Promise<DeadLetter[]> {
    const taken: DeadLetter[] = [];
    while (taken.length < most) {
      const letters = await this.#receive(queue, Math.min(batch, most - taken.length), takenSeconds);
      if (letters.length === 0) break;
      taken.push(...letters);
    }
    return taken;
  }

  async sendBack(queue: DeadLetterQueue, { body }: DeadLetter): Promise<void> {
    const QueueUrl = this.addresses.get(queue)?.source;
    if (QueueUrl === undefined) throw new RekeyError('internal', `letters of ${queue} came from no queue`);
    await this.#call(`sending a letter of ${queue} back`, () =>
      this.client.send(new SendMessageCommand({ QueueUrl, MessageBody: body })),
    );
  }

  async remove(queue: DeadLetterQueue, { receipt }: DeadLetter): Promise<void> {
    const QueueUrl = await this.#lettersOf(queue);
    await this.#call(`removing a letter of ${queue}`, () =>
      this.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt })),
    );
  }

  async #receive(queue: DeadLetterQueue, MaxNumberOfMessages: number, VisibilityTimeout: number) {
    const ask = new ReceiveMessageCommand({
      QueueUrl: await this.#lettersOf(queue),
      MaxNumberOfMessages,
      VisibilityTimeout,
      // Without waiting SQS asks some of its servers only, and may find nothing where there is something.
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['SentTimestamp'],
    });
    const { Messages = [] } = await this.#call(`reading ${queue}`, () => this.client.send(ask));
    return Messages.map(letterOf);
  }

  /** The URL of the letters; a queue of the same account and region differs in its last part. */
  async #lettersOf(queue: DeadLetterQueue): Promise<string> {
    const { letters, source } = this.addresses.get(queue) ?? {};
    if (letters !== undefined) return letters;
    const known = this.#urls.get(queue);
    if (known !== undefined) return known;
    if (source === undefined) throw new RekeyError('misconfigured', `it is not known where ${queue} is: deploy again`);
    const { RedrivePolicy = '{}' } = await this.#attributes(source, ['RedrivePolicy']);
    const { deadLetterTargetArn } = redrivePolicySchema.parse(JSON.parse(RedrivePolicy));
    const url = source.replace(/[^/]+$/, deadLetterTargetArn.split(':').at(-1) ?? '');
    this.#urls.set(queue, url);
    return url;
  }

  async #attributes(
    QueueUrl: string,
    AttributeNames: NonNullable<GetQueueAttributesCommand['input']['AttributeNames']>,
  ): Promise<Partial<Record<string, string>>> {
    const ask = new GetQueueAttributesCommand({ QueueUrl, AttributeNames });
    return (await this.#call('asking for the attributes of a queue', () => this.client.send(ask))).Attributes ?? {};
  }

  async #call<T>(what: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw translateError(error, what);
    }
  }
}

function letterOf({ MessageId = '', Body = '', ReceiptHandle = '', Attributes }: Message): DeadLetter {
  const sentAt = instantOf(Number(Attributes?.SentTimestamp ?? 0));
  return { id: MessageId, sentAt, body: Body, receipt: ReceiptHandle };
}
