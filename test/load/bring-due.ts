import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { headItem } from '../../lib/aws/dynamo/ledger-items';
import { eachBounded } from '../../lib/model/each-bounded';
import type { KeyId, VersionId } from '../../lib/model/ids';
import type { Instant } from '../../lib/model/instant';
import type { Ledger } from '../../lib/ports';

/** Items of one BatchWriteItem. */
const batch = 25;
/** Reads under way at a time. */
const width = 8;

/**
 * Makes the next rotation of each key due at one moment, past the ledger: nobody waits a month for a schedule. Nothing else may be under way.
 * Gives the version that is current until then, by key.
 */
export async function bringDue(
  client: DynamoDBClient,
  TableName: string,
  ledger: Ledger,
  keys: readonly KeyId[],
  at: Instant,
): Promise<Map<KeyId, VersionId>> {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const heads = await eachBounded(keys, width, async (keyId) => {
    const head = await ledger.key(keyId);
    if (head?.currentVersionId === undefined || head.rotation !== undefined) throw new Error(`${keyId} is not at rest`);
    return { ...head, currentVersionId: head.currentVersionId, rotateAt: at, due: { kind: 'rotate' as const, at } };
  });
  for (let start = 0; start < heads.length; start += batch) {
    const requests = heads.slice(start, start + batch).map((head) => ({ PutRequest: { Item: headItem(head) } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
  }
  return new Map(heads.map(({ keyId, currentVersionId }) => [keyId, currentVersionId]));
}
