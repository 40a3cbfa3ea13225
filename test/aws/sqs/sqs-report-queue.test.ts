import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { SqsReportQueue } from '../../../lib/aws/sqs/sqs-report-queue';
import type { Actor, Fingerprint } from '../../../lib/model/ids';
import type { LeakReport } from '../../../lib/model/leaks/leak-report';
import { noon } from '../../contract/samples';

const sqs = mockClient(SQSClient);
const queue = new SqsReportQueue(new SQSClient({}), 'https://sqs/reports');

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageCommand).resolves({});
});

const report = (actor: string, findings = 1): LeakReport => ({
  reportId: 'r1',
  acceptedAt: noon,
  actor: actor as Actor,
  source: 'secretlint',
  possession: true,
  exposure: 'private',
  findings: Array.from({ length: findings }, () => ({
    candidates: Array.from({ length: 16 }, () => `k#raw#${'a'.repeat(64)}` as Fingerprint),
    sighting: { source: 'secretlint' },
  })),
});
const groups = () => sqs.commandCalls(SendMessageCommand).map((call) => call.args[0].input.MessageGroupId);

describe('the queue of reports on SQS', () => {
  test('has a message group for each sender, whose sessions are one, so that none waits behind a flood of another', async () => {
    for (const actor of ['arn:aws:iam::1:user/a', 'arn:aws:iam::1:user/b', 'arn:aws:iam::1:user/a']) {
      await queue.send(report(actor));
    }
    for (const session of ['x', 'y']) await queue.send(report(`arn:aws:sts::1:assumed-role/ci/${session}`));
    const [a, b, again, x, y] = groups();
    expect([again, y]).toEqual([a, x]);
    expect(new Set([a, b, x]).size).toBe(3);
    expect(a).toMatch(/^[0-9a-f]{32}$/);
  });

  test('numbers the parts of a report that is too large for one message, and keeps them in one group', async () => {
    await queue.send(report('arn:aws:iam::1:user/a', 400));
    const parts = sqs
      .commandCalls(SendMessageCommand)
      .map((call) => JSON.parse(call.args[0].input.MessageBody ?? '') as LeakReport);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ part }) => part)).toEqual(parts.map((_, n) => ({ number: n + 1, of: parts.length })));
    expect(new Set(groups()).size).toBe(1);
  });

  test('says nothing of parts where there is one', async () => {
    await queue.send(report('arn:aws:iam::1:user/a'));
    expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input.MessageBody).not.toContain('"part"');
  });
});
