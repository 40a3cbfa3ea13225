import { createHash } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { IdClaim } from '../../model/leaks/id-claim';
import type { LeakHint } from '../../model/leaks/leak-hint';
import type { LeakReport } from '../../model/leaks/leak-report';
import { leakSenderOf } from '../../model/leaks/leak-sender';
import { splitReport } from '../../model/leaks/split-report';
import type { ReportQueue } from '../../ports/reports';
import { translateError } from '../translate-error';

/** Most bytes of a message that every endpoint takes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const largestMessage = 240_000;

/** The queue of accepted reports on SQS; a message's body is a part of a report, a hint or a claim, as JSON. */
export class SqsReportQueue implements ReportQueue {
  constructor(
    private readonly client: SQSClient,
    private readonly url: string,
  ) {}

  async send(report: LeakReport): Promise<void> {
    const sender = leakSenderOf(report.source, report.actor);
    for (const part of splitReport(report, largestMessage)) await this.#put(part, sender);
  }

  sendHint(hint: LeakHint): Promise<void> {
    return this.#put(hint, `github:${hint.owner.toLowerCase()}`);
  }

  sendClaim(claim: IdClaim): Promise<void> {
    return this.#put(claim, claim.actor);
  }

  /** Senders are message groups, so that one who sends very much keeps none of the others waiting: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html */
  async #put(message: LeakReport | LeakHint | IdClaim, sender: string): Promise<void> {
    const MessageBody = JSON.stringify(message);
    const MessageGroupId = createHash('sha256').update(sender).digest('hex').slice(0, 32);
    try {
      await this.client.send(new SendMessageCommand({ QueueUrl: this.url, MessageBody, MessageGroupId }));
    } catch (error) {
      throw translateError(error, 'queueing a leak report');
    }
  }
}
