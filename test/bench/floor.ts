import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { BatchGetItemCommand, DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Endpoint } from '../../lib/local/endpoint';
import { makeTable } from '../contract/make-table';
import type { InstantIssuer } from '../issuers/instant-issuer';

/** The calls that a kill cannot do without, made by nobody but this process: in milliseconds. */
export interface FloorTimes {
  /** `GenerateMac`, `SendMessage`: what stands before a 202. */
  accepted: number;
  /** From there to the deletion, as the issuer saw it: `ReceiveMessage`, `BatchGetItem`, `TransactWriteItems`, `SendMessage`, `ReceiveMessage`, `GetSecretValue`, the issuer's `DELETE`. */
  revoke: number;
}

/** Makes what the chain needs, at the same endpoint and issuer; the answer runs it once. */
export async function floorChain(
  { url, region, credentials }: Endpoint,
  issuer: InstantIssuer,
): Promise<() => Promise<FloorTimes>> {
  const settings = { endpoint: url, region, credentials };
  const kms = new KMSClient(settings);
  const sqs = new SQSClient(settings);
  const dynamo = new DynamoDBClient(settings);
  const secrets = new SecretsManagerClient(settings);
  const name = `floor-${randomUUID()}`;
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
  );
  const queueOf = async (QueueName: string) => (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl;
  const [reports, containments] = [await queueOf(`${name}-reports`), await queueOf(`${name}-containments`)];
  await makeTable(dynamo, name);
  await secrets.send(new CreateSecretCommand({ Name: name, SecretString: randomBytes(20).toString('hex') }));

  const pass = async (QueueUrl: string | undefined, MessageBody: string) => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    return async () => {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
      return { QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle };
    };
  };

  return async () => {
    const id = await mint(issuer);
    const message = JSON.stringify({ id, text: randomBytes(400).toString('hex') });
    const earlier = issuer.calls().length;

    const startedAt = Date.now();
    const Message = createHash('sha256').update(randomBytes(40)).digest();
    const { Mac } = await kms.send(
      new GenerateMacCommand({ KeyId: KeyMetadata?.KeyId, MacAlgorithm: 'HMAC_SHA_256', Message }),
    );
    const takeReport = await pass(reports, message);
    const acceptedAt = Date.now();
    const report = await takeReport();
    const Keys = [{ pk: { S: `FP#${Buffer.from(Mac ?? []).toString('hex')}` }, sk: { S: 'FP' } }];
    await dynamo.send(new BatchGetItemCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }));
    await dynamo.send(new TransactWriteItemsCommand({ TransactItems: itemsOf(name, id, message) }));
    const takeContainment = await pass(containments, message);
    const containment = await takeContainment();
    await secrets.send(new GetSecretValueCommand({ SecretId: name }));
    await fetch(`${issuer.url}/v1/tokens/${id}`, { method: 'DELETE', headers: admin(issuer) });

    const seen = issuer
      .calls()
      .slice(earlier)
      .find((call) => call.operation === 'delete' && call.id === id);
    for (const taken of [report, containment]) await sqs.send(new DeleteMessageCommand(taken));
    return { accepted: acceptedAt - startedAt, revoke: Date.parse(seen?.at ?? '') - acceptedAt };
  };
}

const admin = (issuer: InstantIssuer) => ({ authorization: `Bearer ${issuer.adminToken.reveal()}` });

/** As many items as an incident's transition writes: head, version, incident, entry. */
function itemsOf(TableName: string, id: string, text: string) {
  return ['KEY', `VERSION#${id}`, `INCIDENT#${id}`, `ENTRY#${id}`].map((sk) => ({
    Put: { TableName, Item: { pk: { S: `KEY#${id}` }, sk: { S: sk }, text: { S: text } } },
  }));
}

async function mint(issuer: InstantIssuer): Promise<string> {
  const body = JSON.stringify({ label: `floor-${randomUUID()}`, scopes: ['read'] });
  const answer = await fetch(`${issuer.url}/v1/tokens`, { method: 'POST', headers: admin(issuer), body });
  return ((await answer.json()) as { id: string }).id;
}
