import { randomBytes, randomUUID } from 'node:crypto';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { sdkSettings } from '../../lib/aws';
import type { Endpoint } from '../../lib/local/endpoint';
import type { RotationRequests } from '../bench/rotation-requests';
import { makeTable } from '../contract/make-table';
import { bareIssuer } from './bare-issuer';
import type { InstantIssuer } from '../issuers/instant-issuer';

/** Bytes of an item of the ledger, about: a head is longer, an entry shorter. */
const itemBytes = 1000;
/** Items of a transition. */
const transitionItems = 4;

/** What a worker asks once a minute at most, for all its keys. */
const onceAMinute: ReadonlySet<string> = new Set(['DescribeTable']);

/** Makes what the calls need, at the same endpoint and issuer; the answer makes the calls of one rotation, one after another, as often and of the kinds that were counted. @throws Error for a kind that it cannot make */
export async function bareRotation(
  { url, region, credentials }: Endpoint,
  issuer: InstantIssuer,
  { requests, issuerCalls }: Pick<RotationRequests, 'requests' | 'issuerCalls'>,
): Promise<() => Promise<void>> {
  const settings = { ...sdkSettings, endpoint: url, region, credentials };
  const dynamo = new DynamoDBClient(settings);
  const secrets = new SecretsManagerClient(settings);
  const kms = new KMSClient(settings);
  const sqs = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
  const name = `bare-${randomUUID()}`;
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
  );
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  await makeTable(dynamo, name);
  const text = { S: randomBytes(itemBytes / 2).toString('hex') };
  const Key = { pk: { S: 'KEY#bare' }, sk: { S: 'KEY' } };
  await dynamo.send(new PutItemCommand({ TableName: name, Item: { ...Key, text } }));
  const created = await secrets.send(new CreateSecretCommand({ Name: name, SecretString: text.S }));
  const SecretId = created.ARN;

  const own = async () => {
    // Each rotation has a secret's label to move: two at once would meet.
    const secret = `${name}-${randomUUID()}`;
    const { VersionId = '' } = await secrets.send(new CreateSecretCommand({ Name: secret, SecretString: text.S }));
    return { secret, current: VersionId };
  };
  const idle = new Set<Awaited<ReturnType<typeof own>>>();

  return async () => {
    const [mine = await own()] = idle;
    idle.delete(mine);
    const put = randomUUID();
    const calls: Record<string, () => Promise<unknown>> = {
      GetItem: () => dynamo.send(new GetItemCommand({ TableName: name, Key, ConsistentRead: true })),
      UpdateItem: () => dynamo.send(updateOf(name, Key)),
      TransactWriteItems: () => dynamo.send(transactionOf(name, text.S)),
      GenerateMac: () => kms.send(macOf(KeyMetadata?.KeyId)),
      GetSecretValue: () => secrets.send(new GetSecretValueCommand({ SecretId })),
      PutSecretValue: () =>
        secrets.send(
          new PutSecretValueCommand({
            SecretId: mine.secret,
            SecretString: text.S,
            ClientRequestToken: put,
            VersionStages: ['AWSPENDING'],
          }),
        ),
      UpdateSecretVersionStage: () =>
        secrets.send(
          new UpdateSecretVersionStageCommand({
            SecretId: mine.secret,
            VersionStage: 'AWSCURRENT',
            MoveToVersionId: put,
            RemoveFromVersionId: mine.current,
          }),
        ),
      SendMessage: () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: text.S.slice(0, 300) })),
    };
    for (const [kind, count] of Object.entries(requests)) {
      if (onceAMinute.has(kind)) continue;
      const call = calls[kind];
      if (call === undefined) throw new Error(`a rotation asks for ${kind}, and the bare calls do not know it`);
      for (let n = 0; n < count; n++) await call();
    }
    await bareIssuer(issuer, issuerCalls);
    mine.current = put;
    idle.add(mine);
  };
}

function macOf(KeyId: string | undefined): GenerateMacCommand {
  return new GenerateMacCommand({ KeyId, MacAlgorithm: 'HMAC_SHA_256', Message: randomBytes(36) });
}

function updateOf(TableName: string, Key: Record<string, { S: string }>): UpdateItemCommand {
  return new UpdateItemCommand({
    TableName,
    Key,
    UpdateExpression: 'SET seen = :now',
    ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
  });
}

function transactionOf(TableName: string, text: string): TransactWriteItemsCommand {
  const pk = { S: `KEY#${randomUUID()}` };
  const puts = Array.from({ length: transitionItems }, (_, n) => ({
    Put: { TableName, Item: { pk, sk: { S: `ITEM#${n}` }, text: { S: text } } },
  }));
  return new TransactWriteItemsCommand({ TransactItems: puts });
}
