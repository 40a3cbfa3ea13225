import { inspect } from 'node:util';
import { z } from 'zod';
import { readStackEvent } from '../../../lib/aws/stacks/read-stack-event';
import { readStackRequest, stackRequestBody } from '../../../lib/aws/stacks/stack-request';
import { instantOf } from '../../../lib/model/instant';

const now = instantOf(Date.UTC(2026, 10, 23, 12));
const url = 'https://bucket.s3.eu-west-1.amazonaws.com/answer?signature=canary';
const event = (changes: object = {}, properties: object = {}) => ({
  RequestType: 'Create',
  RequestId: 'r1',
  StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/team/1',
  LogicalResourceId: 'Flags',
  ResourceType: 'Custom::RekeyOrgKey',
  ResponseURL: url,
  ResourceProperties: { ServiceToken: 'x', key: 'shop/a', manifest: '{}', waitSeconds: '120', ...properties },
  ...changes,
});
const read = (of: unknown, keys?: string[]) => readStackEvent(of, { now, keys });

describe('readStackEvent', () => {
  test('reads what a new resource declares', () => {
    expect(read(event(), ['shop/*'])).toMatchObject({
      requestId: 'r1',
      registration: {
        wish: 'declare',
        key: 'shop/a',
        manifest: '{}',
        resource: 'Flags',
        keys: ['shop/*'],
        acceptedAt: now,
        until: instantOf(Date.UTC(2026, 10, 23, 12, 2)),
        applied: false,
      },
    });
    expect(read(event()).registration).not.toHaveProperty('previous');
  });

  test('knows what a changed resource declared before', () => {
    const changed = event({ RequestType: 'Update', PhysicalResourceId: 'shop/old' });
    expect(read(changed).registration).toMatchObject({ wish: 'declare', key: 'shop/a', previous: 'shop/old' });
  });

  test('a resource that goes gives up the key it declared, whatever its properties say', () => {
    const gone = event({ RequestType: 'Delete', PhysicalResourceId: 'shop/old' });
    expect(read(gone).registration).toMatchObject({ wish: 'release', key: 'shop/old' });
  });

  test.each([
    ['nothing', undefined],
    ['a word', 'long'],
    ['too little', '1'],
    ['too much', '86400'],
  ])('waits ten minutes when it is told %s', (_what, waitSeconds) => {
    expect(read(event({}, { waitSeconds })).registration.until).toBe(instantOf(Date.UTC(2026, 10, 23, 12, 10)));
  });

  test('leaves wrong properties to whoever answers', () => {
    expect(read(event({}, { key: 7, manifest: {} })).registration).toMatchObject({ key: '' });
  });

  test.each([[{}], [event({ ResponseURL: undefined })], [event({ RequestType: 'Other' })], ['text']])(
    'refuses what is no event of CloudFormation',
    (wrong) => {
      expect(() => read(wrong)).toThrow(z.ZodError);
    },
  );

  test('the address goes through the queue, and shows nowhere else', () => {
    const request = read(event());
    expect(readStackRequest(stackRequestBody(request))).toEqual(request);
    expect(readStackRequest(stackRequestBody(request)).answerTo.reveal()).toBe(url);
    expect(inspect(request) + JSON.stringify(request)).not.toContain('canary');
  });
});
