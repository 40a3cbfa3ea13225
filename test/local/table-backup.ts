import {
  type AttributeValue,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { eachBounded } from '../../lib/model/each-bounded';
import type { Stage } from '../../demo/stage';

type Item = Record<string, AttributeValue>;

/** Everything that stands in the ledger's table. */
export async function backUp(stage: Stage): Promise<Item[]> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const scan = new ScanCommand({ TableName: nameOf(stage), ...(start && { ExclusiveStartKey: start }) });
    const { Items = [], LastEvaluatedKey } = await clientOf(stage).send(scan);
    items.push(...Items);
    start = LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

/** The same table made anew under its name, with these items: as AWS does, the endpoint gives it another id. */
export async function restore(stage: Stage, items: readonly Item[]): Promise<{ before: string; after: string }> {
  const client = clientOf(stage);
  const TableName = nameOf(stage);
  const before = (await client.send(new DescribeTableCommand({ TableName }))).Table as TableDescription;
  await client.send(new DeleteTableCommand({ TableName }));
  const { KeySchema, AttributeDefinitions, StreamSpecification, GlobalSecondaryIndexes = [] } = before;
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema,
      AttributeDefinitions,
      StreamSpecification,
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(({ IndexName, KeySchema: keys, Projection }) => ({
        IndexName,
        KeySchema: keys,
        Projection,
      })),
    }),
  );
  await eachBounded(items, 8, (Item) => client.send(new PutItemCommand({ TableName, Item })));
  const after = (await client.send(new DescribeTableCommand({ TableName }))).Table as TableDescription;
  return { before: before.TableId ?? '', after: after.TableId ?? '' };
}

/** Types of the entries in the installation's own chain. */
export async function installationEntries(stage: Stage): Promise<string[]> {
  const entries = (await backUp(stage)).map((item) => unmarshall(item)).filter(({ chain }) => chain === 'INSTALLATION');
  return entries.toSorted((a, b) => Number(a['sequence']) - Number(b['sequence'])).map(({ type }) => String(type));
}

function nameOf(stage: Stage): string {
  return stage.outputs['TableName'] ?? '';
}

function clientOf({ endpoint: { url: endpoint, region, credentials } }: Stage): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region, credentials });
}
