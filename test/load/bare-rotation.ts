import { randomBytes, randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { GenerateMacCommand } from '@aws-sdk/client-kms';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Endpoint } from '../../lib/local/endpoint';
import { tableSchema } from '../../lib/model/ledger/table-schema';
import type { RotationRequests } from '../bench/rotation-requests';
import type { InstantIssuer } from '../issuers/instant-issuer';
import { bareIssuer } from './bare-issuer';
import { barePlace } from './bare-place';

/** Bytes of an item of the ledger, about: a head is longer, an entry shorter. */
const itemBytes = 1000;
/** Items of a transition. */
const transitionItems = 4;

/** What a worker asks once a minute at most, for all its keys. */
const onceAMinute: ReadonlySet<string> = new Set(['DescribeTable']);

/** The issuer whose worker's rights they have. */
const issuerName = 'instant';

/** A label that no secret watch hears of. */
const label = 'BARE';

/**
 * Makes what the calls need, at the same endpoint and issuer; the answer makes the calls of one rotation, one after another, as often and of the kinds that were
 * counted: under a worker's rights, of secrets named by their ARNs, as a worker does. @throws Error for a kind that it cannot make
 */
export async function bareRotation(
  endpoint: Endpoint,
  issuer: InstantIssuer,
  { requests, issuerCalls }: Pick<RotationRequests, 'requests' | 'issuerCalls'>,
): Promise<() => Promise<void>> {
  const { name, macKeyArn, queueUrl, clients } = await barePlace(endpoint, issuerName);
  const { dynamo, secrets, kms, sqs } = clients;
  const text = { S: randomBytes(itemBytes / 2).toString('hex') };
  const Key = { pk: { S: 'KEY#bare' }, sk: { S: 'KEY' } };
  await dynamo.send(new PutItemCommand({ TableName: name, Item: { ...Key, text } }));

  // Each rotation has a secret's label to move: two at once would meet.
  const own = async () => {
    const Name = `${name}-${randomUUID()}`;
    const Tags = [{ Key: 'rekey:issuer', Value: issuerName }];
    const { ARN, VersionId } = await secrets.send(new CreateSecretCommand({ Name, SecretString: text.S, Tags }));
    const first = { SecretId: ARN, VersionStage: label, MoveToVersionId: VersionId };
    await secrets.send(new UpdateSecretVersionStageCommand(first));
    return { SecretId: ARN, current: VersionId };
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
      GenerateMac: () => kms.send(macOf(macKeyArn)),
      GetSecretValue: () => secrets.send(new GetSecretValueCommand({ SecretId: mine.SecretId })),
      PutSecretValue: () =>
        secrets.send(
          new PutSecretValueCommand({
            SecretId: mine.SecretId,
            SecretString: text.S,
            ClientRequestToken: put,
            VersionStages: ['AWSPENDING'],
          }),
        ),
      UpdateSecretVersionStage: () =>
        secrets.send(
          new UpdateSecretVersionStageCommand({
            SecretId: mine.SecretId,
            VersionStage: label,
            MoveToVersionId: put,
            RemoveFromVersionId: mine.current,
          }),
        ),
      SendMessage: () => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: text.S.slice(0, 300) })),
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

function macOf(KeyId: string): GenerateMacCommand {
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

/** As a transition: the first item stands in every index, as the head does, and the first two are conditional, as head and entry are. */
function transactionOf(TableName: string, text: string): TransactWriteItemsCommand {
  const pk = { S: `KEY#${randomUUID()}` };
  const indexed = Object.fromEntries(
    tableSchema.indexes.flatMap((index) => [
      [index.partitionKey, { S: `${index.name}#bare` }],
      [index.sortKey, pk],
    ]),
  );
  const absent = { ConditionExpression: 'attribute_not_exists(pk) AND attribute_not_exists(sk)' };
  const puts = Array.from({ length: transitionItems }, (_, n) => ({
    Put: {
      TableName,
      Item: { pk, sk: { S: `ITEM#${n}` }, text: { S: text }, ...(n === 0 && indexed) },
      ...(n < 2 && absent),
    },
  }));
  return new TransactWriteItemsCommand({ TransactItems: puts });
}
