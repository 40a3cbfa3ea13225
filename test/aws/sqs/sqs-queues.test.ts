import {
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  type SendMessageBatchCommandInput,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { SqsQueues } from '../../../lib/aws';
import type { DelayedWork } from '../../../lib/ports';
import type { IssuerName, KeyId } from '../../../lib/model/ids';
import { paceOf } from '../../../lib/model/schedule/pace-of';
import { type Work, workSchema } from '../../../lib/model/work/work';
import { issuer, noon, versionIdOf } from '../../contract/samples';

const service = mockClient(SQSClient);
const busy = 'busy' as IssuerName;
const urls = new Map([
  [issuer, { rotations: 'https://q/r' }],
  [busy, { rotations: 'https://q/b', concurrency: { rotations: 75, containments: 4 } }],
]);
const queues = new SqsQueues(new SQSClient({ region: 'us-east-1' }), urls);
const work: Work = { kind: 'retire', keyId: 'k' as KeyId, versionId: versionIdOf('v'), dueAt: noon };

beforeEach(() => service.reset());

describe('SqsQueues', () => {
  test('work goes to the queue of its issuer and lane, delayed, and reads back as it was', async () => {
    service.on(SendMessageCommand).resolves({});
    await queues.send({ lane: 'rotations', issuer }, work, 900);
    const input = service.commandCalls(SendMessageCommand)[0]?.args[0].input;
    expect(input).toMatchObject({ QueueUrl: 'https://q/r', DelaySeconds: 900 });
    expect(workSchema.parse(JSON.parse(input?.MessageBody ?? ''))).toEqual(work);
  });

  test.each([
    ['rotations', 'github'],
    ['containments', 'unleash'],
  ] as const)('%s of %s, which has no such queue, is a configuration error', async (lane, name) => {
    const to = { lane, issuer: name as IssuerName };
    await expect(queues.send(to, work)).rejects.toMatchObject({ code: 'misconfigured' });
  });

  test('a delay that SQS would refuse is refused before', async () => {
    const all = [{ work, delaySeconds: 0.5 }];
    await expect(queues.sendAll({ lane: 'rotations', issuer }, all)).rejects.toMatchObject({ code: 'internal' });
    await expect(queues.send({ lane: 'rotations', issuer }, work, 901)).rejects.toMatchObject({ code: 'internal' });
    expect(service.calls()).toHaveLength(0);
  });

  test('what fails can be tried again', async () => {
    service.on(SendMessageCommand).rejects(Object.assign(new Error('x'), { name: 'TimeoutError' }));
    await expect(queues.send({ lane: 'rotations', issuer }, work)).rejects.toMatchObject({ code: 'unavailable' });
  });

  /** Takes all of a batch but what `refuses` says. */
  const taking = (refuses: (body: string, request: number) => boolean = () => false) => {
    let request = 0;
    service.on(SendMessageBatchCommand).callsFake(({ Entries = [] }: SendMessageBatchCommandInput) => {
      request += 1;
      const failed = Entries.filter(({ MessageBody = '' }) => refuses(MessageBody, request));
      return {
        Successful: Entries.filter((entry) => !failed.includes(entry)).map(({ Id }) => ({ Id })),
        Failed: failed.map(({ Id }) => ({ Id, SenderFault: false, Code: 'InternalError' })),
      };
    });
  };
  const many = (count: number): DelayedWork[] =>
    Array.from({ length: count }, (_, n) => ({
      work: { ...work, keyId: `k/${n}` as KeyId } as Work,
      delaySeconds: n % 7,
    }));
  const entries = () =>
    service.commandCalls(SendMessageBatchCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
  const bodies = () => entries().map(({ MessageBody }) => MessageBody);

  test('much for one queue goes in requests of ten', async () => {
    taking();
    const taken = await queues.sendAll({ lane: 'rotations', issuer }, many(23));
    expect(taken).toEqual(Array.from({ length: 23 }, () => true));
    expect(service.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input.Entries?.length)).toEqual([
      10, 10, 3,
    ]);
    expect(bodies()).toEqual(many(23).map((one) => JSON.stringify(one.work)));
    expect(entries().map(({ DelaySeconds }) => DelaySeconds)).toEqual(many(23).map(({ delaySeconds }) => delaySeconds));
  });

  test('what the service had no room for is sent again, and nothing else is', async () => {
    taking((body, request) => request === 1 && body.includes('k/4'));
    expect(await queues.sendAll({ lane: 'rotations', issuer }, many(5))).toEqual([true, true, true, true, true]);
    expect(bodies().filter((body) => body?.includes('k/4'))).toHaveLength(2);
    expect(bodies()).toHaveLength(6);
  });

  test('what is refused again and again is told to the caller, by its place', async () => {
    taking((body) => body.includes('k/1'));
    expect(await queues.sendAll({ lane: 'rotations', issuer }, many(3))).toEqual([true, false, true]);
  });

  test('a batch that fails as a whole can be tried again', async () => {
    service.on(SendMessageBatchCommand).rejects(Object.assign(new Error('x'), { name: 'TimeoutError' }));
    await expect(queues.sendAll({ lane: 'rotations', issuer }, many(1))).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('the depth of a queue is how many messages can be taken', async () => {
    service.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '17' } });
    expect(await queues.depth({ lane: 'rotations', issuer })).toBe(17);
  });

  test.each([
    [issuer, 'rotations', 2],
    [busy, 'rotations', 75],
    [busy, 'containments', 4],
    ['gone' as IssuerName, 'rotations', 2],
  ] as const)('the %s of %s are taken by %i workers', (of, lane, workers) => {
    expect(queues.pace({ lane, issuer: of })).toEqual(paceOf(workers));
  });
});
