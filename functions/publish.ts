import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { publishEntries } from '../lib/engine/publish-entries';
import { readStreamEntry } from '../lib/aws/dynamo/read-stream-entry';
import { invoked } from './wiring/invoked';
import { once } from './wiring/once';
import { publisherWorld } from './wiring/publisher-world';

const coldStart = once(publisherWorld);

/** The ledger's stream: entries that are to be told, a batch in one request. From the first that was not told on, the stream comes again. */
export const handler = invoked(async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const world = await coldStart();
  const read = event.Records.map(({ dynamodb }) => ({
    itemIdentifier: dynamodb?.SequenceNumber ?? '',
    entry: readStreamEntry((dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>),
  }));
  const { failed } = await publishEntries(
    world,
    read.flatMap(({ entry }) => entry ?? []),
  );
  const again = read.filter(({ entry }) => entry !== undefined && failed.includes(entry));
  return { batchItemFailures: again.map(({ itemIdentifier }) => ({ itemIdentifier })) };
});
