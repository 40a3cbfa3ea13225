import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Stage } from '../../demo/stage';
import { openQueue } from './open-queue';

/** Names of the queues that get a copy of what goes over the bus and over the topic. */
export const copies = { bus: 'copy-of-the-bus', topic: 'copy-of-the-topic' };

/** Has everything on the bus and on the topic copied to queues of a test's own; gives their addresses. */
export async function copyBusAndTopic({ endpoint, outputs }: Stage): Promise<{ bus: string; topic: string }> {
  const settings = { endpoint: endpoint.url, region: endpoint.region, credentials: endpoint.credentials };
  const sqs = new SQSClient(settings);
  const bus = await openQueue(sqs, copies.bus);
  const topic = await openQueue(sqs, copies.topic);
  const events = new EventBridgeClient(settings);
  const rule = { EventBusName: outputs['BusName'], Rule: copies.bus };
  const EventPattern = JSON.stringify({ source: [{ prefix: '' }] });
  await events.send(new PutRuleCommand({ Name: copies.bus, EventBusName: rule.EventBusName, EventPattern }));
  await events.send(new PutTargetsCommand({ ...rule, Targets: [{ Id: 'copy', Arn: bus.arn }] }));
  const subscription = { TopicArn: outputs['TopicArn'], Protocol: 'sqs', Endpoint: topic.arn };
  await new SNSClient(settings).send(new SubscribeCommand(subscription));
  return { bus: bus.url, topic: topic.url };
}
