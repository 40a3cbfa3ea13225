import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import { deadLetterQueue, GuardedQueue } from '../guarded-queue';
import { variantOf } from '../local-variant';
import type { Rekey } from '../rekey';
import { RekeyFunction } from '../rekey-function';

/** From the bus to people: the topic, and the owners' webhooks. */
export class Notifier extends Construct {
  readonly notify: RekeyFunction;
  readonly messages: GuardedQueue;
  /** Events that did not reach the queue. */
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string, rekey: Rekey) {
    super(scope, id);
    this.messages = new GuardedQueue(this, 'Messages', {
      watchedAs: 'messages',
      visibilityTimeout: Duration.minutes(3), // six times the timeout
      maxReceiveCount: 10, // half an hour of a channel that is down
      alarmAge: Duration.minutes(10),
      alarmAction: rekey.alarmAction,
    });
    this.undelivered = deadLetterQueue(this, 'UndeliveredEvents', 'undelivered-events', rekey.alarmAction);
    new Rule(this, 'Everything', {
      description: 'Rekey: everything on its bus is worth a message',
      eventBus: rekey.bus,
      eventPattern: { source: ['rekey'] },
      targets: [
        new SqsQueue(this.messages.queue, {
          deadLetterQueue: this.undelivered,
          maxEventAge: Duration.hours(24), // as long as EventBridge can try
          retryAttempts: 185,
        }),
      ],
    });
    this.notify = new RekeyFunction(this, 'Notify', {
      entry: 'notify',
      description: 'Rekey: tells owners by topic and webhook',
      timeout: Duration.seconds(30), // one webhook that hangs for 10 s, and time to say so
      ...rekey.everyFunction,
      environment: { REKEY_LOCAL_WEBHOOKS: String(variantOf(this.node).localWebhooks) },
    });
    rekey.ledger.grantRead(this.notify);
    this.notify.handler.addEnvironment('REKEY_TOPIC', rekey.topic.topicArn);
    rekey.topic.grantPublish(this.notify);
    this.notify.handler.addEnvironment('REKEY_MESSAGES', this.messages.queue.queueUrl);
    this.messages.queue.grantSendMessages(this.notify);
    this.notify.role.addToPolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [Stack.of(this).formatArn({ service: 'secretsmanager', resource: 'secret:rekey/hooks/*' })],
      }),
    );
    acknowledge(this.notify.role, {
      'IAM5[Action::kms:GenerateDataKey*]':
        'what publishing to an encrypted topic takes, as the CDK grants it, on the one key',
      'IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:rekey/hooks/*]':
        'owners name the signing keys of their webhooks; all of them are under this prefix, and nothing else is',
    });
    this.notify.handler.addEventSource(
      new SqsEventSource(this.messages.queue, {
        // Sent at the same time, ten share an invocation where much happens; alone, none waits for others. A channel that hangs
        // delays what shares its invocation by nothing: each is sent by itself, and only the invocation ends later.
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: 4, // leaves the workers room in an account that has 10 concurrent invocations
      }),
    );
  }
}
