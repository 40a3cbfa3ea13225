import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { SqsQueues } from '../../lib/aws';
import type { IssuerName, KeyId } from '../../lib/model/ids';
import { type Work, workSchema } from '../../lib/model/work/work';
import { issuer, noon, versionIdOf } from '../contract/samples';

const service = mockClient(SQSClient);
const queues = new SqsQueues(new SQSClient({ region: 'us-east-1' }), { unleash: { rotations: 'https://q/r' } });
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
    await expect(queues.send({ lane: 'rotations', issuer }, work, 901)).rejects.toMatchObject({ code: 'internal' });
    expect(service.calls()).toHaveLength(0);
  });

  test('what fails can be tried again', async () => {
    service.on(SendMessageCommand).rejects(Object.assign(new Error('x'), { name: 'TimeoutError' }));
    await expect(queues.send({ lane: 'rotations', issuer }, work)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
