import { Template } from 'aws-cdk-lib/assertions';
import { metricDimensions } from '../../../lib/model/metric';
import { stackOf } from '../synthesised';

const template = Template.fromStack(stackOf({ dashboard: true }).stack);
const [body = ''] = Object.values(template.findResources('AWS::CloudWatch::Dashboard')).map(({ Properties }) =>
  JSON.stringify(Properties),
);

describe('the dashboard', () => {
  test('shows every alarm', () => {
    for (const id of Object.keys(template.findResources('AWS::CloudWatch::Alarm'))) expect(body).toContain(`"${id}"`);
  });

  test('shows the oldest message and the dead letters of each queue with a consumer', () => {
    const queues = Object.entries(template.findResources('AWS::SQS::Queue'));
    const consumed = queues.filter(([, { Properties }]) => 'RedrivePolicy' in (Properties as object));
    expect(consumed.length).toBeGreaterThan(5);
    for (const [id] of consumed) expect(body).toContain(`["${id}","QueueName"]`);
    expect(body.match(/ApproximateNumberOfMessagesVisible/g)).toHaveLength(consumed.length);
  });

  test('shows of our metrics those alone that are written', () => {
    const names = [...body.matchAll(/\[\\"Rekey\\",\\"(\w+)\\"/g)].map(([, name = '']) => name);
    expect(names).toContain('EntryTold');
    for (const name of names) expect(Object.keys(metricDimensions)).toContain(name);
  });

  test('is there only for who asks for it', () => {
    expect(Template.fromStack(stackOf().stack).findResources('AWS::CloudWatch::Dashboard')).toEqual({});
  });
});
