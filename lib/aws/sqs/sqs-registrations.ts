import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type StackRequest, stackRequestBody } from '../stacks/stack-request';
import { translateError } from '../translate-error';

/** The queue of registrations on SQS. */
export class SqsRegistrations {
  constructor(
    private readonly client: SQSClient,
    private readonly url: string,
  ) {}

  /** Has the request looked at now, or after so many seconds (900 at most). @throws RekeyError `unavailable` */
  async send(request: StackRequest, delaySeconds = 0): Promise<void> {
    try {
      const MessageBody = stackRequestBody(request);
      await this.client.send(new SendMessageCommand({ QueueUrl: this.url, MessageBody, DelaySeconds: delaySeconds }));
    } catch (error) {
      throw translateError(error, 'queueing a registration');
    }
  }
}
