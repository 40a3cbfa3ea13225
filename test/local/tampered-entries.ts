import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { Stage } from '../../demo/stage';

type Item = Record<string, AttributeValue>;

/** Somebody who can write the table, and changes a key's entries behind Rekey's back; gives what undoes it. `entries` are the items in their order, to be returned as they are to stand. */
export async function tamper(
  { endpoint, outputs }: Stage,
  key: string,
  change: (entries: Item[]) => Item[],
): Promise<() => Promise<void>> {
  const { url, region, credentials } = endpoint;
  const client = new DynamoDBClient({ endpoint: url, region, credentials });
  const TableName = outputs['TableName'];
  const ask = new QueryCommand({
    TableName,
    KeyConditionExpression: 'pk = :key AND begins_with(sk, :entries)',
    ExpressionAttributeValues: { ':key': { S: `KEY#${key}` }, ':entries': { S: 'ENTRY#' } },
  });
  const { Items: before = [] } = await client.send(ask);
  const write = async (from: readonly Item[], to: readonly Item[]) => {
    for (const { pk, sk } of from) {
      await client.send(
        new DeleteItemCommand({ TableName, Key: { pk: pk as AttributeValue, sk: sk as AttributeValue } }),
      );
    }
    for (const Item of to) await client.send(new PutItemCommand({ TableName, Item }));
  };
  const after = change(structuredClone(before));
  await write(before, after);
  return () => write(after, before);
}
