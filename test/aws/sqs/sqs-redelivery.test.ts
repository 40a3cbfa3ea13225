import { ChangeMessageVisibilityCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { SqsRedelivery } from '../../../lib/aws';

const service = mockClient(SQSClient);
const received = (count: number) => ({
  eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:reports',
  receiptHandle: 'r1',
  attributes: { ApproximateReceiveCount: String(count) },
});
const changes = () => service.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input);

beforeEach(() => {
  service.reset();
  service.on(GetQueueUrlCommand, { QueueName: 'reports' }).resolves({ QueueUrl: 'https://q/reports' });
  service.on(ChangeMessageVisibilityCommand).resolves({});
});

describe('SqsRedelivery', () => {
  test.each([
    [1, 1],
    [2, 2],
    [6, 32],
    [7, 60],
    [20, 60],
  ])('a message that was delivered %i times comes again after %i s', async (count, seconds) => {
    await new SqsRedelivery(new SQSClient({ region: 'eu-west-1' })).soon(received(count));
    expect(changes()).toEqual([{ QueueUrl: 'https://q/reports', ReceiptHandle: 'r1', VisibilityTimeout: seconds }]);
  });

  test('the address of a queue is asked for once', async () => {
    const redelivery = new SqsRedelivery(new SQSClient({ region: 'eu-west-1' }));
    await redelivery.soon(received(1));
    await redelivery.soon(received(2));
    expect(service.commandCalls(GetQueueUrlCommand)).toHaveLength(1);
  });

  test('a refusal says what failed, and whether it can be tried again', async () => {
    service.on(ChangeMessageVisibilityCommand).rejects(Object.assign(new Error('x'), { name: 'ThrottlingException' }));
    const redelivery = new SqsRedelivery(new SQSClient({ region: 'eu-west-1' }));
    await expect(redelivery.soon(received(1))).rejects.toMatchObject({ retryable: true });
  });
});
