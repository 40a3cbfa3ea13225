import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { DoorName } from '../../model/leaks/door-routes';
import { GuardedQueue } from '../guarded-queue';
import type { Rekey } from '../rekey';
import { RekeyFunction } from '../rekey-function';

/** From an accepted report to an incident: `intake` turns values into fingerprints and answers, `match` looks them up. Each way in has a queue and a share of match of its own, so that a flood at one stands before no report at another. */
export class LeakIntake extends Construct {
  readonly intake: RekeyFunction;
  readonly match: RekeyFunction;
  /** What operators report. */
  readonly reports: GuardedQueue;
  readonly #rekey: Rekey;
  readonly #ofDoors: Partial<Record<DoorName, string>> = {};

  constructor(scope: Construct, id: string, rekey: Rekey) {
    super(scope, id);
    this.#rekey = rekey;
    this.intake = new RekeyFunction(this, 'Intake', {
      entry: 'intake',
      description: 'Rekey: accepts leak reports, keeps fingerprints only',
      timeout: Duration.seconds(29), // API Gateway waits 30 s at most
      memoryMb: 1024, // a report of a thousand findings is a thousand digests
      ...rekey.everyFunction,
    });
    rekey.fingerprintKey.grantGenerate(this.intake);
    rekey.directory.grantRead(this.intake);

    this.match = new RekeyFunction(this, 'Match', {
      entry: 'match',
      description: 'Rekey: looks reported fingerprints up and opens incidents',
      timeout: Duration.seconds(30),
      ...rekey.everyFunction,
    });
    rekey.ledger.grantRecord(this.match);
    rekey.ledger.grantReadMany(this.match);
    rekey.ledger.grantDescribe(this.match);
    rekey.directory.grantRead(this.match);

    this.reports = this.openQueue('Reports');
    this.intake.handler.addEnvironment('REKEY_REPORTS', this.reports.queue.queueUrl);
    this.reports.queue.grantSendMessages(this.intake);
  }

  /** A queue of reports of its own, which match reads with a share of its own. */
  openQueue(id: string): GuardedQueue {
    const reports = new GuardedQueue(this, id, {
      watchedAs: 'reports',
      // The timeout and half of it again: the report of an invocation that was killed cannot wait the six timeouts that AWS
      // advises where invocations may be throttled. The number of tries makes up for it:
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeout: Duration.seconds(45),
      maxReceiveCount: 20, // what fails comes back after 1, 2, 4, ... and then every 60 s: 20 tries are a quarter of an hour
      alarmAge: Duration.minutes(1), // the owner is to be told within 60 s of the report
      alarmAction: this.#rekey.alarmAction,
    });
    this.match.handler.addEventSource(
      new SqsEventSource(reports.queue, {
        // Under a flood ten reports share an invocation, and are read at the same time; alone, none waits for others.
        batchSize: 10,
        reportBatchItemFailures: true, // a poisoned one keeps no other
        maxConcurrency: 2, // the least there is: twenty reports at a time, and the workers keep room in an account that has 10 concurrent invocations
      }),
    );
    return reports;
  }

  /** The queue of a door, and intake's right to fill it. */
  openDoorQueue(door: DoorName): GuardedQueue {
    if (Object.keys(this.#ofDoors).length === 0) {
      const produce = () => Stack.of(this).toJsonString(this.#ofDoors);
      this.intake.handler.addEnvironment('REKEY_DOOR_REPORTS', Lazy.string({ produce }));
    }
    const reports = this.openQueue(`Reports-${door}`);
    this.#ofDoors[door] = reports.queue.queueUrl;
    reports.queue.grantSendMessages(this.intake);
    return reports;
  }
}
