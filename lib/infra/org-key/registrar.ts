import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';
import { GuardedQueue } from '../guarded-queue';
import { variantOf } from '../local-variant';
import type { Rekey } from '../rekey';
import { RekeyFunction } from '../rekey-function';

/** Carries out what stacks declare and answers CloudFormation when the key is issued: `declare`, and the queue by which it looks again. */
export class Registrar extends Construct {
  readonly registrations: GuardedQueue;
  readonly declare: RekeyFunction;

  constructor(scope: Construct, id: string, rekey: Rekey) {
    super(scope, id);
    this.registrations = new GuardedQueue(this, 'Registrations', {
      watchedAs: 'registrations',
      visibilityTimeout: Duration.minutes(1), // the timeout twice: a stack is waiting, and an hour is all it has
      maxReceiveCount: 3, // what Rekey refuses is an answer; only an answer that is not taken comes again
      alarmAge: Duration.minutes(5),
      alarmAction: rekey.alarmAction,
      // Messages hold the address at which CloudFormation takes the answer; it is good for two hours at most.
      retention: { messages: Duration.hours(1), deadLetters: Duration.days(1) },
    });
    this.declare = new RekeyFunction(this, 'Declare', {
      entry: 'declare',
      description: 'Rekey: declares the keys of stacks, and answers when they are issued',
      timeout: Duration.seconds(30), // a dozen calls of AWS, and 10 s for the answer
      sendsToItself: true, // it looks every 5 s, for the stack's own time at most
      ...rekey.everyFunction,
      environment: {
        REKEY_ACCOUNT: Stack.of(this).account,
        REKEY_MINIMUM_INTERVAL_SECONDS: String(variantOf(this.node).minimumIntervalSeconds),
        REKEY_LOCAL_WEBHOOKS: String(variantOf(this.node).localWebhooks),
      },
    });
    rekey.ledger.grantRecord(this.declare);
    rekey.ledger.grantDescribe(this.declare); // a stack may come before the first sweep, which else makes the installation
    rekey.directory.grantRead(this.declare);
    this.declare.handler.addEnvironment('REKEY_REGISTRATIONS', this.registrations.queue.queueUrl);
    this.registrations.queue.grantSendMessages(this.declare);
    this.declare.role.addToPolicy(
      new PolicyStatement({
        actions: ['secretsmanager:DescribeSecret'],
        resources: [Stack.of(this).formatArn({ service: 'secretsmanager', resource: 'secret:*' })],
      }),
    );
    acknowledge(this.declare.role, {
      'IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:*]':
        'a key may name any secret, and a name that is taken is refused; describing a secret shows no value',
    });
    this.declare.handler.addEventSource(
      new SqsEventSource(this.registrations.queue, {
        batchSize: 1, // a key that is slow to issue keeps no other stack waiting
        reportBatchItemFailures: true,
        maxConcurrency: 2, // deployments, not traffic: leaves the workers room in an account that has 10 concurrent invocations
      }),
    );
  }
}
