import { readFile } from 'node:fs/promises';
import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import {
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { paginateListQueues, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { canarySearch, type Haystack } from '../test/canary/canary-search';
import type { Stage } from './stage';

/** What a search for plaintexts found. */
export interface Searched {
  /** Places of ours that were searched: items, log lines, messages, outputs. */
  places: number;
  /** Hits there; each is a defect. */
  ours: number;
  /** Hits in the logs of what is not ours, by name. */
  thirdParties: Record<string, number>;
}

/** Everything of a run in which a value could stand. */
export interface Places {
  /** Names of the secrets whose every version is a canary. */
  secrets: readonly string[];
  /** Other canaries, by name. */
  others: Readonly<Record<string, string>>;
  /** Messages and outputs of this run. */
  texts: readonly string[];
  /** Log files of third parties, by name. */
  logFiles: Readonly<Record<string, string>>;
}

/** Searches table, function logs, queues, messages and outputs for every value that was ever issued in this run, in each of its encodings. */
export async function searchEverywhere(stage: Stage, where: Places): Promise<Searched> {
  const canaries = new Map([...(await issuedValues(stage, where.secrets)), ...Object.entries(where.others)]);
  const ours = [
    ...where.texts.map((content, index) => ({ name: `text ${index + 1}`, content })),
    ...(await tableItems(stage)),
    ...(await logLines(stage)),
    ...(await queued(stage)),
  ];
  const thirdParties: Record<string, number> = {};
  for (const [name, path] of Object.entries(where.logFiles)) {
    const log = { name, content: await readFile(path, 'utf8') };
    thirdParties[name] = (await canarySearch({ canaries, haystacks: [log] })).length;
  }
  const hits = await canarySearch({ canaries, haystacks: ours });
  return { places: ours.length, ours: hits.length, thirdParties };
}

const settings = ({ endpoint: { url, region, credentials } }: Stage) => ({ endpoint: url, region, credentials });

async function issuedValues(stage: Stage, secrets: readonly string[]): Promise<[string, string][]> {
  const client = new SecretsManagerClient(settings(stage));
  const values: [string, string][] = [];
  for (const SecretId of secrets) {
    const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated: true }));
    for (const { VersionId } of Versions) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionId }));
      const { token } = JSON.parse(SecretString ?? '{}') as { token?: string };
      if (token !== undefined) values.push([`${SecretId} ${VersionId}`, token]);
    }
  }
  return values;
}

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

/** What is left in the queues, dead letters among it; looked at, not taken. */
async function queued(stage: Stage): Promise<Haystack[]> {
  const client = new SQSClient(settings(stage));
  const bodies: Haystack[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client }, {})) {
    for (const QueueUrl of QueueUrls) {
      const ask = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
      const { Messages = [] } = await client.send(ask);
      bodies.push(...Messages.map(({ Body = '' }) => ({ name: `queue ${QueueUrl}`, content: Body })));
    }
  }
  return bodies;
}
