import { randomUUID } from 'node:crypto';
import { DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { sdkSettings } from '../../lib/aws';
import type { Endpoint } from '../../lib/local/endpoint';
import { makeTable } from '../contract/make-table';
import { bareWorker } from './bare-worker';

/** Where the bare calls go. */
export interface BarePlace {
  /** Of the table and of the queue, and the beginning of every secret's. */
  name: string;
  macKeyArn: string;
  queueUrl: string;
  /** Under a worker's rights. */
  clients: { dynamo: DynamoDBClient; secrets: SecretsManagerClient; kms: KMSClient; sqs: SQSClient };
}

/** Makes a table as the ledger's, with its indexes and a stream, a MAC key and a queue, and clients that may do there what the issuer's worker may do at Rekey's. */
export async function barePlace(endpoint: Endpoint, issuerName: string): Promise<BarePlace> {
  const { url, region, credentials } = endpoint;
  const settings = { ...sdkSettings, endpoint: url, region, credentials };
  const name = `bare-${randomUUID()}`;
  const dynamo = new DynamoDBClient(settings);
  await makeTable(dynamo, name);
  // Nobody reads it, but what is written is kept for whoever would.
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' as const };
  await dynamo.send(new UpdateTableCommand({ TableName: name, StreamSpecification }));
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: name }));
  const asMac = new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  const { KeyMetadata } = await new KMSClient(settings).send(asMac);
  const macKeyArn = KeyMetadata?.Arn ?? '';
  const sqs = new SQSClient(settings);
  const { QueueUrl: queueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const ask = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] });
  const queueArn = (await sqs.send(ask)).Attributes?.['QueueArn'] ?? '';
  const own = { tableArn: Table?.TableArn ?? '', macKeyArn, queueArn };
  const asWorker = { ...settings, credentials: await bareWorker(endpoint, issuerName, own) };
  return {
    name,
    macKeyArn,
    queueUrl,
    clients: {
      dynamo: new DynamoDBClient(asWorker),
      secrets: new SecretsManagerClient(asWorker),
      kms: new KMSClient(asWorker),
      sqs: new SQSClient({ ...asWorker, useQueueUrlAsEndpoint: false }),
    },
  };
}
