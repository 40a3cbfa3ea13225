import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Endpoint } from '../../lib/local/endpoint';
import { signedAnswer } from './signed-answer';

/** Every record of a table's stream so far, each as its JSON text. */
export async function streamRecords(
  { url, region, credentials }: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  TableName: string,
): Promise<string[]> {
  const client = new DynamoDBClient({ endpoint: url, region, credentials });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const StreamArn = Table?.LatestStreamArn;
  const ask = async (operation: string, input: object): Promise<Answer> => {
    const { status, text } = await signedAnswer({
      url: `${url}/`,
      service: 'dynamodb',
      region,
      credentials,
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
      },
      body: JSON.stringify(input),
    });
    if (status !== 200) throw new Error(`${operation} of the stream answered ${status}`);
    return JSON.parse(text) as Answer;
  };

  const records: string[] = [];
  const { StreamDescription } = await ask('DescribeStream', { StreamArn });
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    let { ShardIterator } = await ask('GetShardIterator', from);
    while (ShardIterator !== undefined) {
      const { Records = [], NextShardIterator } = await ask('GetRecords', { ShardIterator });
      records.push(...Records.map((record) => JSON.stringify(record)));
      // A shard that is still open always has a next iterator; an empty page is the end of what is there.
      ShardIterator = Records.length === 0 ? undefined : NextShardIterator;
    }
  }
  return records;
}

interface Answer {
  StreamDescription?: { Shards: { ShardId: string }[] };
  ShardIterator?: string;
  NextShardIterator?: string;
  Records?: object[];
}
