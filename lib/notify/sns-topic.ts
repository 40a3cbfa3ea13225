import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { awsFailure } from './aws-failure';
import type { TopicMessage, TopicPublisher } from './topic-publisher';

/** The installation's topic on SNS. */
export class SnsTopic implements TopicPublisher {
  constructor(
    private readonly client: SNSClient,
    private readonly topicArn: string,
  ) {}

  async publish({ subject, text, attributes }: TopicMessage): Promise<void> {
    const given = Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)] as const);
    const command = new PublishCommand({
      TopicArn: this.topicArn,
      Subject: subject,
      Message: text,
      MessageAttributes: Object.fromEntries(given),
    });
    try {
      await this.client.send(command);
    } catch (error) {
      throw awsFailure('publish to the topic', error);
    }
  }
}

/** `String.Array` is JSON: https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
function attributeOf(value: string | string[]): MessageAttributeValue {
  return typeof value === 'string'
    ? { DataType: 'String', StringValue: value }
    : { DataType: 'String.Array', StringValue: JSON.stringify(value) };
}
