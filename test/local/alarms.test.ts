import {
  CloudWatchClient,
  type MetricAlarm,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  DeleteMessageCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { waitUntil } from '../../demo/wait-until';
import type { DeadLettersAnswer, RedriveAnswer } from '../../lib/api/answers/dead-letters-answer';
import { hurryQueue, type HurriedQueue } from './hurried-queue';
import { type InstantStage, setInstantStage } from './instant-stage';
import { openQueue } from './open-queue';
import { writtenMetric } from './written-metric';

jest.setTimeout(240_000);

let set: InstantStage;
let sqs: SQSClient;
let cloudwatch: CloudWatchClient;
let alarms: MetricAlarm[];

beforeAll(async () => {
  // With everything that brings an alarm of its own.
  set = await setInstantStage({ doors: { config: { awsHealth: { issuers: ['instant'] } }, secrets: {} } });
  const { url: endpoint, region, credentials } = set.stage.endpoint;
  const settings = { endpoint, region, credentials };
  sqs = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
  cloudwatch = new CloudWatchClient(settings);
  alarms = [];
  for await (const page of paginateDescribeAlarms({ client: cloudwatch }, {}))
    alarms.push(...(page.MetricAlarms ?? []));
});

afterAll(() => set?.stop());

/** Takes what waits in a queue. */
async function taken(QueueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return bodies;
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

describe('a metric that an alarm watches', () => {
  test.each(['SweepCompleted', 'EntryTold'])(
    '%s is written by a deployed function as the alarm names it',
    async (name) => {
      await set.apply({ 'ci/told': { notify: [] } }); // no webhook, which another test watches
      const names = (dimensions: readonly string[]) => dimensions.toSorted((a, b) => a.localeCompare(b)).join(' ');
      const watched = alarms.filter(({ MetricName }) => MetricName === name);
      const dimensions = watched.map(({ Dimensions = [] }) => names(Dimensions.map(({ Name = '' }) => Name)));
      expect(dimensions).not.toEqual([]);

      const written = await waitUntil(`${name} in a log`, 150, () => writtenMetric(set.stage.endpoint, name));

      expect(written.namespace).toBe(watched[0]?.Namespace);
      expect(new Set(dimensions)).toEqual(new Set([names(written.dimensions)]));
    },
  );
});

// No endpoint here fires an alarm for data that is missing: the template is asserted in test/infra, the action is tried here.
describe('an alarm that fires', () => {
  let heard: string;
  beforeAll(async () => {
    const { endpoint, outputs } = set.stage;
    const { url, arn } = await openQueue(sqs, 'subscribed-to-the-topic');
    heard = url;
    const sns = new SNSClient({ endpoint: endpoint.url, region: endpoint.region, credentials: endpoint.credentials });
    await sns.send(new SubscribeCommand({ TopicArn: outputs['TopicArn'], Protocol: 'sqs', Endpoint: arn }));
  });

  test('reaches the topic, whichever it is, and says what is wrong', async () => {
    for (const { AlarmName } of alarms) {
      const fire = { AlarmName, StateValue: 'ALARM' as const, StateReason: 'a test' };
      await cloudwatch.send(new SetAlarmStateCommand(fire));
    }

    const told = new Map<string, string>();
    await waitUntil('every alarm', 60, async () => {
      for (const body of await taken(heard)) {
        const { Message } = JSON.parse(body) as { Message: string };
        const alarm = alarmIn(Message);
        if (alarm !== undefined) told.set(alarm.AlarmName, alarm.AlarmDescription ?? '');
      }
      return told.size >= alarms.length ? true : undefined;
    });

    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(alarms.map(({ AlarmName, AlarmDescription }) => [AlarmName, AlarmDescription])),
    );
    const address = /; see docs\/runbook\.md#[a-z-]+$/;
    expect([...told.values()].filter((description) => !address.test(description))).toEqual([]);
  });

  test('has a subscriber of whom the operator API can ask what it takes', async () => {
    expect(await set.apply({ 'ci/heard': { notify: [] } })).toMatchObject({ failed: 0 });
  });

  test('there is one for a sweep that falls silent', () => {
    const silent = alarms.filter(({ MetricName }) => MetricName === 'SweepCompleted');
    expect(silent).toMatchObject([{ TreatMissingData: 'breaching', AlarmActions: [set.stage.outputs['TopicArn']] }]);
  });

  test('there is one for each dead-letter queue', async () => {
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    const names = QueueUrls.map((url) => url.split('/').at(-1) ?? '');
    const deadLetters = names.filter((name) => /DeadLetters|Undelivered/.test(name));
    const watched = alarms
      .filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible')
      .flatMap(({ Dimensions = [] }) => Dimensions.map(({ Value = '' }) => Value));
    expect(deadLetters.length).toBeGreaterThan(8);
    expect(watched.toSorted()).toEqual(deadLetters.toSorted());
  });
});

function alarmIn(message: string): { AlarmName: string; AlarmDescription?: string } | undefined {
  try {
    const read = JSON.parse(message) as { AlarmName?: string };
    return read.AlarmName === undefined ? undefined : { ...read, AlarmName: read.AlarmName };
  } catch {
    return undefined; // a message to people
  }
}

describe('a webhook whose receiver answers 500', () => {
  let messages: HurriedQueue;
  beforeAll(async () => {
    messages = await hurryQueue(set.stage.endpoint, set.stage.outputs['MessagesQueue'] ?? '');
    set.receiver.answers.push(...Array.from({ length: 500 }, () => 500));
    await set.apply({ 'ci/publish': {} });
  });

  test('is tried again with the same id, dies in the dead-letter queue, and arrives once that is redriven', async () => {
    const isIssue = ({ event }: { event: string }) => event === 'Key Issued';
    const letters = async () => {
      const { queues } = (await set.stage.rekey(['redrive'])).json as DeadLettersAnswer;
      return queues.find(({ queue }) => queue === 'messages');
    };
    const dead = await waitUntil('the death of the message', 120, async () => {
      const found = await letters();
      return found?.letters.some(({ content }) => content?.what === '"Key Issued" by webhook') ? found : undefined;
    });
    expect(dead.letters.every(({ content }) => content?.key === 'ci/publish')).toBe(true);
    const tries = set.receiver.messages.filter(isIssue);
    expect(tries.length).toBeGreaterThan(1);
    expect(tries.length).toBeLessThanOrEqual(messages.maxReceiveCount);
    expect(new Set(tries.map(({ id }) => id)).size).toBe(1);

    set.receiver.answers.length = 0;
    const { json } = await set.stage.rekey(['redrive', 'messages']);
    expect(json).toMatchObject({ queue: 'messages', acknowledged: 0, unreadable: [] });

    await waitUntil('the message', 30, async () => {
      return set.receiver.messages.filter(isIssue).length > tries.length ? true : undefined;
    });
    expect(set.receiver.messages.filter(isIssue).at(-1)).toMatchObject({
      id: tries[0]?.id,
      key: 'ci/publish',
      signatureValid: true,
    });
    expect(await letters()).toMatchObject({ waiting: 0, letters: [] });
    const { sentBack } = json as RedriveAnswer;
    const lines = (await set.stage.rekey(['export'])).output.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({
        type: 'dead-letters-redriven',
        evidence: { queue: 'messages', action: 'send-back', letters: sentBack },
      }),
    );
  });
});

describe('a letter that is not what failed', () => {
  test('is taken away, once the sweep does what it stands for', async () => {
    await layLetterOfSweep();
    const { json } = await waitUntil('the letter', 60, async () => {
      const ran = await set.stage.rekey(['redrive', 'sweep']);
      return (ran.json as RedriveAnswer).acknowledged > 0 ? ran : undefined;
    });
    expect(json).toMatchObject({ queue: 'sweep', sentBack: 0, acknowledged: 1, unreadable: [] });
  });
});

/** What the rule's dead-letter queue would hold if the sweep could not be started. */
async function layLetterOfSweep(): Promise<void> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const QueueUrl = QueueUrls.find((url) => /SweeperDeadLetters/.test(url));
  const MessageBody = JSON.stringify({ source: 'aws.events', 'detail-type': 'Scheduled Event' });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}
