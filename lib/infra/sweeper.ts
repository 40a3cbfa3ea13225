import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { silent } from './alarms/alarm';
import { countedAlarm } from './alarms/counted-alarm';
import { grantTell } from './telling/grant-tell';
import { deadLetterQueue } from './guarded-queue';
import { variantOf } from './local-variant';
import type { Rekey } from './rekey';
import { RekeyFunction } from './rekey-function';
import { rekeyMetric } from './alarms/rekey-metric';

/** Looks every minute for what is due, and hands it to the workers; its silence is an alarm. */
export class Sweeper extends Construct {
  readonly handler: RekeyFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, rekey: Rekey) {
    super(scope, id);
    this.handler = new RekeyFunction(this, 'Sweep', {
      entry: 'sweep',
      description: 'Rekey: finds what is due and hands it to the workers',
      // Ends before the next run begins; two at once would be harmless, and pointless. Ten seconds before that it takes up nothing
      // new: what is left is still due. Of 512 MB it uses some 200, however much is due: it holds a page of each shard at a time.
      timeout: Duration.seconds(55),
      ...rekey.everyFunction,
    });
    rekey.ledger.grantRead(this.handler);
    rekey.ledger.grantReadMany(this.handler);
    rekey.ledger.grantIndexes(this.handler, ['due']);
    rekey.ledger.grantPostpone(this.handler);
    rekey.ledger.grantFound(this.handler);
    grantTell(this.handler, rekey.bus);
    rekey.directory.grantRead(this.handler);

    this.deadLetters = deadLetterQueue(this, 'DeadLetters', 'sweep', rekey.alarmAction);
    this.handler.handler.configureAsyncInvoke({
      onFailure: new SqsDestination(this.deadLetters),
      // The next minute's run is the retry, and sees all that this one saw.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1), // the least that Lambda allows
    });
    new Rule(this, 'EveryMinute', {
      description: 'Rekey: starts the sweep',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [
        new LambdaFunction(this.handler.handler, {
          deadLetterQueue: this.deadLetters,
          maxEventAge: Duration.minutes(1),
          retryAttempts: 1,
        }),
      ],
    });
    countedAlarm(this, 'RestoredAlarm', {
      metricName: 'LedgerRestored',
      dimensions: {},
      description: 'the ledger was restored from a backup: nothing rotates or is revoked until "rekey recover"',
      runbook: 'ledger-restored',
      action: rekey.alarmAction,
    });
    silent(this, 'SilentAlarm', {
      metric: rekeyMetric('SweepCompleted', {}),
      periods: 5, // one cold start or one throttled minute is no silence
      description: 'no sweep has ended well for 5 minutes: nothing rotates on schedule, and messages may wait untold',
      runbook: 'sweep-silent',
      action: rekey.alarmAction,
    });
  }

  /** Lets it send to a queue of an issuer, ten messages at a time. */
  grantSend(queue: IQueue): void {
    queue.grantSendMessages(this.handler);
    if (!variantOf(this.node).batchesApart) return;
    const actions = ['sqs:SendMessageBatch'];
    this.handler.role.addToPolicy(new PolicyStatement({ actions, resources: [queue.queueArn] }));
  }
}
