import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Endpoint } from '../../lib/local/endpoint';

/** A deployed queue whose messages come back after seconds instead of minutes; how often they are tried stays as it was deployed. */
export interface HurriedQueue {
  /** Deliveries before a message is dead, as deployed. */
  maxReceiveCount: number;
  deadLettersUrl: string;
  /** How many messages wait as dead. */
  dead(): Promise<number>;
}

/** Shortens how long a failed message of a queue is hidden to 2 s. */
export async function hurryQueue(
  { url: endpoint, region, credentials }: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  QueueUrl: string,
): Promise<HurriedQueue> {
  const sqs = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  const attribute = async (of: string, name: 'RedrivePolicy' | 'ApproximateNumberOfMessages'): Promise<string> => {
    const ask = new GetQueueAttributesCommand({ QueueUrl: of, AttributeNames: [name] });
    return (await sqs.send(ask)).Attributes?.[name] ?? '';
  };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '2' } }));
  const policy = JSON.parse(await attribute(QueueUrl, 'RedrivePolicy')) as {
    deadLetterTargetArn: string;
    maxReceiveCount: number | string;
  };
  const QueueName = policy.deadLetterTargetArn.split(':').at(-1) ?? '';
  const { QueueUrl: deadLettersUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return {
    maxReceiveCount: Number(policy.maxReceiveCount),
    deadLettersUrl,
    dead: async () => Number(await attribute(deadLettersUrl, 'ApproximateNumberOfMessages')),
  };
}
