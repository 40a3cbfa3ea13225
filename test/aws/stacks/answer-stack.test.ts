import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { answerStack, type StackAnswer } from '../../../lib/aws/stacks/answer-stack';
import type { StackRequest } from '../../../lib/aws/stacks/stack-request';
import { instantOf } from '../../../lib/model/instant';
import { SecretValue } from '../../../lib/model/secret-value';

let server: Server;
let status = 200;
const taken: { headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      taken.push({ headers: request.headers, body });
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  status = 200;
  taken.length = 0;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const local = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/canary`;
const done: StackAnswer = { kind: 'done', data: { SecretArn: 'arn' } };

function request(url: string, changes: Partial<StackRequest['registration']> = {}): StackRequest {
  const registration = {
    wish: 'declare' as const,
    key: 'shop/new',
    stackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/team/1',
    resource: 'Flags',
    acceptedAt: instantOf(0),
    until: instantOf(1),
    applied: true,
    ...changes,
  };
  return { requestId: 'r1', answerTo: new SecretValue(url), registration };
}

async function answered(
  answer: StackAnswer,
  changes: Partial<StackRequest['registration']> = {},
): Promise<Record<string, unknown>> {
  await answerStack(request(local(), changes), answer, { anyAddress: true });
  return JSON.parse(taken[0]?.body ?? '') as Record<string, unknown>;
}

describe('answerStack', () => {
  test('tells what CloudFormation wants to know, without a content type, which is signed as empty', async () => {
    expect(await answered(done)).toEqual({
      Status: 'SUCCESS',
      Data: { SecretArn: 'arn' },
      PhysicalResourceId: 'shop/new',
      StackId: request('').registration.stackId,
      RequestId: 'r1',
      LogicalResourceId: 'Flags',
    });
    expect(taken[0]?.headers).not.toHaveProperty('content-type');
  });

  test.each<[string, StackAnswer, Partial<StackRequest['registration']>, string]>([
    ['a key that took the place of another', done, { previous: 'shop/old' }, 'shop/new'],
    ['a refused change: the key it was', { kind: 'failed', reason: 'no' }, { previous: 'shop/old' }, 'shop/old'],
    ['a refused key: its id, to be let go', { kind: 'failed', reason: 'no' }, {}, 'shop/new'],
    ['a refused key without an id', { kind: 'failed', reason: 'no' }, { key: '' }, 'rekey:none:Flags'],
    ['a key that was given up', done, { wish: 'release', key: 'shop/old', previous: 'shop/old' }, 'shop/old'],
  ])('names as the resource %s', async (_what, answer, changes, id) => {
    expect(await answered(answer, changes)).toMatchObject({ PhysicalResourceId: id });
  });

  test('says why, in what an answer can hold', async () => {
    expect(await answered({ kind: 'failed', reason: 'overlap: too short' })).toMatchObject({
      Status: 'FAILED',
      Reason: 'overlap: too short',
    });
    taken.length = 0;
    const { Reason } = await answered({ kind: 'failed', reason: 'ä'.repeat(5000) });
    expect(Reason).toMatch(/^ä+\.\.\.$/);
    expect(taken[0]?.body.length).toBeLessThan(4096);
  });

  test.each([403, 302, 500])('%d is an answer that was not taken', async (code) => {
    status = code;
    await expect(answered(done)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.not.stringContaining('canary'),
    });
  });

  test.each([
    'http://bucket.s3.eu-west-1.amazonaws.com/canary',
    'https://169.254.169.254/canary',
    'https://s3.amazonaws.com.example.com/canary',
    'https://bucket.s3.amazonaws.com:8443/canary',
    'https://user@bucket.s3.amazonaws.com/canary',
    'https://bucket.sqs.eu-west-1.amazonaws.com/canary',
    'not an address: canary',
  ])('sends nothing to %s on AWS, and does not repeat it', async (url) => {
    await expect(answerStack(request(url), done, { anyAddress: false })).rejects.toMatchObject({
      code: 'refused',
      message: expect.not.stringContaining('canary'),
    });
  });

  test.each([
    'https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/canary',
    'https://cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com/canary',
    'https://cloudformation-custom-resource-response-euwest1.s3.eu-west-1.amazonaws.com/canary',
    'https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/canary',
  ])('%s is where CloudFormation takes answers', async (url) => {
    const sent = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
    try {
      await answerStack(request(url), done, { anyAddress: false });
      expect(sent).toHaveBeenCalledWith(url, expect.objectContaining({ method: 'PUT' }));
    } finally {
      sent.mockRestore();
    }
  });
});
