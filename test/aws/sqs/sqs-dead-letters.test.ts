import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { SqsDeadLetters } from '../../../lib/aws';
import { deadLetterQueueSchema } from '../../../lib/model/work/dead-letter-queue';

const service = mockClient(SQSClient);
const reports = deadLetterQueueSchema.parse('reports');
const sweep = deadLetterQueueSchema.parse('sweep');
const source = 'https://sqs.eu-west-1.amazonaws.com/123456789012/reports';
const letters = 'https://sqs.eu-west-1.amazonaws.com/123456789012/dead-reports';
const deadLetters = () =>
  new SqsDeadLetters(
    new SQSClient({ region: 'eu-west-1' }),
    new Map([
      [reports, { source }],
      [sweep, { letters: `${letters}-of-the-sweep` }],
    ]),
  );

function message(id: number) {
  return { MessageId: `m${id}`, Body: `body ${id}`, ReceiptHandle: `r${id}`, Attributes: { SentTimestamp: '0' } };
}

beforeEach(() => {
  service.reset();
  const deadLetterTargetArn = 'arn:aws:sqs:eu-west-1:123456789012:dead-reports';
  service
    .on(GetQueueAttributesCommand, { QueueUrl: source, AttributeNames: ['RedrivePolicy'] })
    .resolves({ Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 }) } });
});

describe('SqsDeadLetters', () => {
  test('finds the letters of a queue by its redrive policy, and asks for that once', async () => {
    service.on(ReceiveMessageCommand).resolves({});
    const desk = deadLetters();
    await desk.take(reports, 5);
    await desk.take(reports, 5);
    const asked = service.commandCalls(ReceiveMessageCommand).map(({ args }) => args[0].input.QueueUrl);
    expect(asked).toEqual([letters, letters]);
    expect(service.commandCalls(GetQueueAttributesCommand)).toHaveLength(1);
  });

  test('takes ten at a time, no more than asked for, and hides them for two minutes', async () => {
    service
      .on(ReceiveMessageCommand)
      .resolvesOnce({ Messages: Array.from({ length: 10 }, (_, id) => message(id)) })
      .resolvesOnce({ Messages: [message(10), message(11)] });
    expect(await deadLetters().take(reports, 12)).toHaveLength(12);
    const asked = service.commandCalls(ReceiveMessageCommand).map(({ args }) => args[0].input);
    expect(asked).toMatchObject([
      { MaxNumberOfMessages: 10, VisibilityTimeout: 120 },
      { MaxNumberOfMessages: 2, VisibilityTimeout: 120 },
    ]);
  });

  test('looks without hiding anything', async () => {
    service.on(ReceiveMessageCommand).resolves({ Messages: [message(1)] });
    expect(await deadLetters().look(reports)).toEqual([
      { id: 'm1', body: 'body 1', receipt: 'r1', sentAt: '1970-01-01T00:00:00.000Z' },
    ]);
    expect(service.commandCalls(ReceiveMessageCommand)[0]?.args[0].input).toMatchObject({ VisibilityTimeout: 0 });
  });

  test('sends a letter back as it is, and removes it where it was', async () => {
    service.on(ReceiveMessageCommand).resolves({ Messages: [message(1)] });
    service.on(SendMessageCommand).resolves({});
    service.on(DeleteMessageCommand).resolves({});
    const desk = deadLetters();
    const [letter] = await desk.take(reports, 1);
    await desk.sendBack(reports, letter!);
    await desk.remove(reports, letter!);
    expect(service.commandCalls(SendMessageCommand)[0]?.args[0].input).toEqual({
      QueueUrl: source,
      MessageBody: 'body 1',
    });
    expect(service.commandCalls(DeleteMessageCommand)[0]?.args[0].input).toEqual({
      QueueUrl: letters,
      ReceiptHandle: 'r1',
    });
  });

  test('sends nothing back where no queue stands behind', async () => {
    const letter = { id: 'm', body: '{}', receipt: 'r', sentAt: '1970-01-01T00:00:00.000Z' as never };
    await expect(deadLetters().sendBack(sweep, letter)).rejects.toMatchObject({ code: 'internal' });
    expect(service.calls()).toHaveLength(0);
  });

  test('what fails can be tried again', async () => {
    service.on(ReceiveMessageCommand).rejects(Object.assign(new Error('x'), { name: 'TimeoutError' }));
    await expect(deadLetters().look(reports)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
