import { LambdaClient, paginateListEventSourceMappings, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, type QueueAttributeName, SQSClient } from '@aws-sdk/client-sqs';
import { waitUntil } from '../../demo/wait-until';
import type { Stage } from '../../demo/stage';

/** Between the queue of rotations and its workers: shut, the load stands still and nothing of it is lost. */
export interface RotationTap {
  open(): Promise<void>;
  /** Returns when no worker has a rotation in hand and every message about what was done has been told. */
  shut(): Promise<void>;
}

const patienceSeconds = 600;

/** The tap of the one issuer of a stage. @throws Error when the deployed stack has none */
export async function rotationTap({ endpoint, outputs }: Stage): Promise<RotationTap> {
  const { url, region, credentials } = endpoint;
  const lambda = new LambdaClient({ endpoint: url, region, credentials });
  const sqs = new SQSClient({ endpoint: url, region, credentials, useQueueUrlAsEndpoint: false });
  const { RotationsInstant: rotations = '', MessagesQueue: messages = '' } = outputs;
  const UUID = await mappingOf(lambda, rotations);
  const enable = async (Enabled: boolean) => {
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  };
  const count = async (QueueUrl: string, name: QueueAttributeName) => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] }));
    return Number(Attributes?.[name] ?? 0);
  };
  return {
    open: () => enable(true),
    shut: async () => {
      await enable(false);
      let still = 0;
      await waitUntil('the load to stand still', patienceSeconds, async () => {
        const busy =
          (await count(rotations, 'ApproximateNumberOfMessagesNotVisible')) +
          (await count(messages, 'ApproximateNumberOfMessages')) +
          (await count(messages, 'ApproximateNumberOfMessagesNotVisible'));
        // The stream has no count of its own: what it still holds becomes a message within a look.
        still = busy === 0 ? still + 1 : 0;
        return still === 3 ? true : undefined;
      });
    },
  };
}

async function mappingOf(client: LambdaClient, queueUrl: string): Promise<string> {
  const queue = queueUrl.split('/').at(-1);
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client }, {})) {
    const found = EventSourceMappings.find(({ EventSourceArn }) => EventSourceArn?.split(':').at(-1) === queue);
    if (found?.UUID !== undefined) return found.UUID;
  }
  throw new Error('nobody reads the queue of rotations');
}
