import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Places, type Searched, searchEverywhere } from '../../demo/canaries';
import { keyState } from '../../demo/key-state';
import type { Stage } from '../../demo/stage';
import { waitUntil } from '../../demo/wait-until';
import type { KeyId } from '../../lib/model/ids';
import { copyBusAndTopic } from './bus-copy';
import { type CaughtSpans, catchSpans } from './caught-spans';
import { type FailingReceiver, startFailingReceiver } from './failing-receiver';
import { hurryQueue } from './hurried-queue';
import { type InstantStage, setInstantStage } from './instant-stage';
import { plaintextStory, type PlaintextStory } from './plaintext-story';
import { streamRecords } from './stream-records';

jest.setTimeout(400_000);

let spans: CaughtSpans;
let deafReceiver: FailingReceiver;
let set: InstantStage;
let story: PlaintextStory;
let places: Places;
let found: Searched;
let deadMessages: number;

beforeAll(async () => {
  [spans, deafReceiver] = await Promise.all([catchSpans(), startFailingReceiver()]);
  set = await setInstantStage({ functionEnv: { AWS_XRAY_DAEMON_ADDRESS: spans.address } });
  const { stage, issuer, receiver } = set;
  const messages = await hurryQueue(stage.endpoint, stage.outputs['MessagesQueue'] ?? '');
  await copyBusAndTopic(stage);
  story = await plaintextStory(set, deafReceiver);
  deadMessages = await waitUntil('a dead message', 120, async () => (await messages.dead()) || undefined);
  // The schedule may be a minute away, and its function is to be searched too.
  await waitUntil('a sweep', 90, async () => spans.spans.some((span) => span.includes('Sweep')) || undefined);
  const records = await streamRecords(stage.endpoint, stage.outputs['TableName'] ?? '');
  const issued = issuedValues().map((value, index) => [`issued ${index + 1}`, value] as const);
  places = {
    secrets: story.secrets,
    others: {
      ...Object.fromEntries(issued),
      ...story.unissued,
      admin: issuer.adminToken.reveal(),
      hook: receiver.signingKey,
    },
    texts: [
      ...story.texts,
      ...stage.outputsOfRekey,
      ...receiver.messages.map(({ body }) => body),
      ...deafReceiver.bodies,
    ],
    caught: [
      ...spans.spans.map((content) => ({ name: 'span', content })),
      ...records.map((content) => ({ name: 'record', content })),
    ],
    logFiles: { ministack: stage.endpoint.logFile ?? '' },
  };
  found = await searchEverywhere(stage, places);
  // What is not ours is reported, not judged.
  process.stdout.write(
    `plaintext: ${Object.keys(places.others).length} canaries, searched ${JSON.stringify(found.kinds)}; third parties' logs: ${JSON.stringify(found.thirdParties)}\n`,
  );
});

afterAll(async () => {
  await set?.stop();
  await deafReceiver?.close();
  await spans?.close();
});

describe('after everything that handles a value, well or wrong', () => {
  test('no plaintext stands anywhere in ours', () => {
    expect(found.hits).toEqual([]);
  });

  test('spans of every function had come, with the calls that they made', () => {
    expect(found.kinds['span']).toBeGreaterThan(20);
    const all = spans.spans.join('\n');
    for (const service of ['DynamoDB', 'Secrets Manager', 'SQS', 'KMS']) {
      expect({ service, seen: new RegExp(service.replace(' ', ' ?'), 'i').test(all) }).toEqual({ service, seen: true });
    }
  });

  test('table items, stream records, log lines and queue bodies had been there to be searched', () => {
    const { item = 0, record = 0, log = 0, queue = 0 } = found.kinds;
    expect({ item: item > 30, record: record > 30, log: log > 30, queue: queue > 20 }).toEqual({
      item: true,
      record: true,
      log: true,
      queue: true,
    });
  });

  test('each form of a report had been understood: one incident for the four, and one unknown credential', async () => {
    const { incidents } = await keyState(set.stage, 'ci/publish' as KeyId);
    // The second is the operator's order.
    expect(incidents.map(({ verdict }) => verdict.kind)).toEqual(['overlap', 'kill']);
    const written = places.caught?.filter(({ content }) => content.includes('"INSERT"')) ?? [];
    expect(written.filter(({ content }) => content.includes('"unknown-credential-found"'))).toHaveLength(1);
  });

  test('the bus and the topic had been copied', () => {
    expect(found.names.filter((name) => name.endsWith('/copy-of-the-bus')).length).toBeGreaterThan(10);
    expect(found.names.filter((name) => name.endsWith('/copy-of-the-topic')).length).toBeGreaterThan(10);
  });

  test.each(['Sweep', 'Worker', 'Intake', 'Match', 'Operate', 'Publish', 'Notify'])('%s had logged', (name) => {
    expect(found.names.some((place) => place.startsWith('log ') && place.includes(name))).toBe(true);
  });

  test('values had been lost on the way: more were made than got into secrets', () => {
    expect(set.issuer.issued().length).toBeGreaterThan(set.issuer.tokens().length);
    expect(set.issuer.calls().filter(({ operation, status }) => operation === 'mint' && status !== 201)).toHaveLength(
      2,
    );
  });

  test('messages had been delivered, and others had died', () => {
    expect(set.receiver.messages.length).toBeGreaterThan(5);
    expect(deafReceiver.bodies.length).toBeGreaterThan(5);
    expect(deadMessages).toBeGreaterThan(0);
  });

  test('what is planted in an item and in a log is found there, and only there', async () => {
    const [value] = issuedValues();
    await plant(set.stage, { item: value ?? '', log: Buffer.from(`x${value}`).toString('base64') });

    const { hits } = await searchEverywhere(set.stage, { ...places, secrets: [] });

    const planted = hits.filter(({ where }) => !found.hits.some((known) => known.where === where));
    expect(planted.map(({ where, encoding }) => `${where}: ${encoding}`).toSorted()).toEqual([
      'item PLANTED: plain',
      'log /planted: base64',
    ]);
  });
});

function issuedValues(): string[] {
  return set.issuer.issued().map((value) => value.reveal());
}

async function plant({ endpoint, outputs }: Stage, values: { item: string; log: string }): Promise<void> {
  const settings = { endpoint: endpoint.url, region: endpoint.region, credentials: endpoint.credentials };
  const Item = { pk: { S: 'PLANTED' }, sk: { S: 'PLANTED' }, note: { S: `it is ${values.item}` } };
  await new DynamoDBClient(settings).send(new PutItemCommand({ TableName: outputs['TableName'], Item }));
  const logs = new CloudWatchLogsClient(settings);
  const stream = { logGroupName: '/planted', logStreamName: 'one' };
  await logs.send(new CreateLogGroupCommand({ logGroupName: stream.logGroupName }));
  await logs.send(new CreateLogStreamCommand(stream));
  const logEvents = [{ timestamp: Date.now(), message: `said ${values.log}` }];
  await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
}
