import { randomUUID } from 'node:crypto';
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Stage } from '../../demo/stage';

/**
 * Delivers an exposure of a credential as AWS Health tells it, so many times. AWS alone may put events of the source `aws.health`, so what
 * matches the deployed rule is put into the queue that is its target. @throws Error when no rule takes the event there
 */
export async function deliverExposure({ endpoint, outputs }: Stage, publicId: string, times: number): Promise<void> {
  const settings = { endpoint: endpoint.url, region: endpoint.region, credentials: endpoint.credentials };
  const event = JSON.stringify({
    version: '0',
    id: randomUUID(),
    source: 'aws.health',
    'detail-type': 'AWS Health Event',
    account: '000000000000',
    time: '2026-11-23T20:20:00Z',
    region: endpoint.region,
    resources: [publicId],
    detail: {
      eventArn: `arn:aws:health:us-east-1::event/RISK/AWS_RISK_CREDENTIALS_EXPOSED/${randomUUID()}`,
      service: 'RISK',
      eventTypeCode: 'AWS_RISK_CREDENTIALS_EXPOSED',
      affectedEntities: [{ entityValue: publicId }],
    },
  });
  const events = new EventBridgeClient(settings);
  const { Rules = [] } = await events.send(new ListRulesCommand({}));
  const targets: string[] = [];
  for (const { Name, EventPattern } of Rules) {
    if (EventPattern === undefined) continue;
    const { Result } = await events.send(new TestEventPatternCommand({ EventPattern, Event: event }));
    if (Result !== true) continue;
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
    targets.push(...Targets.map(({ Arn = '' }) => Arn));
  }
  const QueueUrl = outputs['HealthReportsQueue'] ?? '';
  const name = QueueUrl.split('/').at(-1);
  if (targets.length !== 1 || targets[0]?.split(':').at(-1) !== name) {
    throw new Error(`the event goes to ${targets.join(', ') || 'nobody'}, not to ${name}`);
  }
  const sqs = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
  for (let n = 0; n < times; n++) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: event }));
}
