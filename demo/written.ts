import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { paginateListQueues, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Haystack } from '../test/canary/canary-search';
import type { Stage } from './stage';

/** What a run left behind at its endpoint: table items, function logs, and whatever waits in a queue, dead letters among it. What was taken for the look stays hidden for a minute. */
export async function everythingWritten(stage: Stage): Promise<Haystack[]> {
  return [...(await tableItems(stage)), ...(await logLines(stage)), ...(await queued(stage))];
}

const settings = ({ endpoint: { url, region, credentials } }: Stage) => ({ endpoint: url, region, credentials });

async function tableItems(stage: Stage): Promise<Haystack[]> {
  const client = new DynamoDBClient(settings(stage));
  const items: Haystack[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: stage.outputs['TableName'] })) {
    items.push(...Items.map((item) => ({ name: `item ${item['sk']?.S}`, content: JSON.stringify(item) })));
  }
  return items;
}

async function logLines(stage: Stage): Promise<Haystack[]> {
  const client = new CloudWatchLogsClient(settings(stage));
  const lines: Haystack[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName } of logGroups) {
      for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName })) {
        lines.push(...events.map(({ message = '' }) => ({ name: `log ${logGroupName}`, content: message })));
      }
    }
  }
  return lines;
}

async function queued(stage: Stage): Promise<Haystack[]> {
  const client = new SQSClient(settings(stage));
  const bodies: Haystack[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client }, {})) {
    for (const QueueUrl of QueueUrls) bodies.push(...(await waitingIn(client, QueueUrl)));
  }
  return bodies;
}

/** A message that was taken is hidden, so that each look shows others, until there are none. */
async function waitingIn(client: SQSClient, QueueUrl: string): Promise<Haystack[]> {
  const bodies: Haystack[] = [];
  for (;;) {
    const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 });
    const { Messages = [] } = await client.send(ask);
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = '' }) => ({ name: `queue ${QueueUrl}`, content: Body })));
  }
}
