import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { translateError } from '../translate-error';

/** The one topic of the installation, on SNS. A list among the attributes is a `String.Array`, filtered on by any of its members. */
export class SnsTopic {
  constructor(
    private readonly client: SNSClient,
    private readonly topicArn: string,
  ) {}

  /** @throws RekeyError `unavailable` when the topic did not take it */
  async publish(message: {
    subject: string;
    text: string;
    attributes: Record<string, string | string[]>;
  }): Promise<void> {
    const attributes = Object.entries(message.attributes).map(([name, value]) => [name, attributeOf(value)] as const);
    const command = new PublishCommand({
      TopicArn: this.topicArn,
      Subject: message.subject,
      Message: message.text,
      MessageAttributes: Object.fromEntries(attributes),
    });
    try {
      await this.client.send(command);
    } catch (error) {
      throw translateError(error, 'publishing to the topic');
    }
  }
}

function attributeOf(value: string | string[]): MessageAttributeValue {
  return Array.isArray(value)
    ? { DataType: 'String.Array', StringValue: JSON.stringify(value) }
    : { DataType: 'String', StringValue: value };
}
