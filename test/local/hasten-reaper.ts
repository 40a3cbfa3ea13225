import { EventBridgeClient, ListRulesCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Stage } from '../../demo/stage';

/** Has the deployed rule of the reaper fire within a minute instead of an hour; what it sends, and to whom, stays as it was deployed. */
export async function reapEveryMinute({ endpoint: { url: endpoint, region, credentials } }: Stage): Promise<void> {
  const events = new EventBridgeClient({ endpoint, region, credentials });
  const { Rules = [] } = await events.send(new ListRulesCommand({}));
  const hourly = Rules.find(({ ScheduleExpression }) => ScheduleExpression === 'rate(1 hour)');
  if (hourly === undefined) throw new Error('no rule fires every hour');
  const { Name, Description } = hourly;
  await events.send(new PutRuleCommand({ Name, Description, ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' }));
}

/** Sends what the rule sends, now. */
export async function reapNow({ endpoint: { url: endpoint, region, credentials }, outputs }: Stage): Promise<void> {
  const sqs = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  const MessageBody = JSON.stringify({ kind: 'reap', dueAt: new Date().toISOString() });
  await sqs.send(new SendMessageCommand({ QueueUrl: outputs['RotationsInstant'], MessageBody }));
}
