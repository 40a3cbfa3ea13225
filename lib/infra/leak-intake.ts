import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { GuardedQueue } from './guarded-queue';
import type { Rekey } from './rekey';
import { RekeyFunction } from './rekey-function';

/** From an accepted report to an incident: `intake` turns values into fingerprints and answers, `match` looks them up. */
export class LeakIntake extends Construct {
  readonly intake: RekeyFunction;
  readonly match: RekeyFunction;
  readonly reports: GuardedQueue;

  constructor(scope: Construct, id: string, rekey: Rekey) {
    super(scope, id);
    this.reports = new GuardedQueue(this, 'Reports', {
      watchedAs: 'reports',
      // Six times the timeout of match, which is what AWS advises where an invocation may be throttled:
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.minutes(3),
      maxReceiveCount: 5, // a failed look-up is a fault of the moment; 5 tries are a quarter of an hour
      alarmAge: Duration.minutes(1), // the owner is to be told within 60 s of the report
      alarmAction: rekey.alarmAction,
    });

    this.intake = new RekeyFunction(this, 'Intake', {
      entry: 'intake',
      description: 'Rekey: accepts leak reports, keeps fingerprints only',
      timeout: Duration.seconds(29), // API Gateway waits 30 s at most
      memoryMb: 1024, // a report of a thousand findings is a thousand digests
      logRetention: rekey.logRetention,
    });
    rekey.fingerprintKey.grantGenerate(this.intake);
    this.intake.handler.addEnvironment('REKEY_REPORTS', this.reports.queue.queueUrl);
    this.reports.queue.grantSendMessages(this.intake);

    this.match = new RekeyFunction(this, 'Match', {
      entry: 'match',
      description: 'Rekey: looks reported fingerprints up and opens incidents',
      timeout: Duration.seconds(30),
      logRetention: rekey.logRetention,
    });
    rekey.ledger.grantRecord(this.match);
    rekey.ledger.grantLocate(this.match);
    rekey.ledger.grantDescribe(this.match);
    this.match.handler.addEventSource(
      new SqsEventSource(this.reports.queue, {
        // One message is already a batch of findings; a poisoned one keeps no other waiting.
        batchSize: 1,
        reportBatchItemFailures: true,
        maxConcurrency: 4, // a flood of reports leaves the workers room in an account that has 10 concurrent invocations
      }),
    );
  }
}
