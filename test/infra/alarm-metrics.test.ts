import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import type { Entry } from '../../lib/model/ledger/entry';
import { eventTypeOf } from '../../lib/model/event';
import type { IssuerName } from '../../lib/model/ids';
import { metricDimensions, type MetricName } from '../../lib/model/metric';
import { stackOf } from './synthesised';

interface Alarm {
  Namespace: string;
  MetricName: string;
  Dimensions: { Name: string; Value: unknown }[];
}

const doors = { report: {}, awsHealth: { issuers: ['unleash' as IssuerName] } };
const template = Template.fromStack(stackOf({ doors }).stack);
const alarms = Object.entries(template.findResources('AWS::CloudWatch::Alarm')).map(
  ([id, { Properties }]) => [id, Properties as Alarm] as const,
);
const ours = alarms.filter(([, { Namespace }]) => Namespace === 'Rekey');
const others = alarms.filter(([, { Namespace }]) => Namespace !== 'Rekey');

/** What AWS writes of a queue: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
const ofQueues = ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'];

describe('an alarm', () => {
  test.each(ours)('%s watches a metric under the dimensions it is written with', (_, { MetricName, Dimensions }) => {
    const named = metricDimensions[MetricName as MetricName];
    expect(Dimensions.map(({ Name }) => Name).toSorted((a, b) => a.localeCompare(b))).toEqual(
      [...named, 'service'].toSorted(),
    );
    expect(Dimensions.find(({ Name }) => Name === 'service')?.Value).toBe('rekey');
  });

  test.each(ours.filter(([, { MetricName }]) => MetricName === 'EntryTold'))(
    '%s watches an entry that is told',
    (_, { Dimensions }) => {
      const type = Dimensions.find(({ Name }) => Name === 'type')?.Value as Entry['type'];
      expect(eventTypeOf({ type })).toBeDefined();
    },
  );

  test.each(others)('%s watches what AWS says of a queue of this stack', (_, { Namespace, MetricName, Dimensions }) => {
    expect(Namespace).toBe('AWS/SQS');
    expect(ofQueues).toContain(MetricName);
    expect(Dimensions).toEqual([{ Name: 'QueueName', Value: { 'Fn::GetAtt': [expect.any(String), 'QueueName'] } }]);
    const queues = Object.keys(template.findResources('AWS::SQS::Queue'));
    expect(queues.filter((id) => JSON.stringify(Dimensions).includes(`"${id}"`))).toHaveLength(1);
  });
});

describe('a metric', () => {
  const code = ['lib', 'functions'].map(sourceOf).join('\n');

  test.each(Object.keys(metricDimensions))('%s is counted somewhere: the types know no other', (name) => {
    expect(code).toMatch(new RegExp(`telemetry(\\(\\))?\\.count\\('${name}'`));
  });

  test('stands in the namespace and under the service that alarms name', () => {
    const functions = template.findResources('AWS::Lambda::Function');
    const written = Object.values(functions).map(({ Properties }) => {
      const { Variables } = (Properties as { Environment?: { Variables?: Record<string, string> } }).Environment ?? {};
      return [Variables?.['POWERTOOLS_METRICS_NAMESPACE'], Variables?.['POWERTOOLS_SERVICE_NAME']].join(' ');
    });
    expect(new Set(written)).toEqual(new Set(['Rekey rekey']));
  });
});

function sourceOf(folder: string): string {
  const root = join(__dirname, '..', '..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
}
