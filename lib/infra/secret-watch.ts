import { Duration } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { GuardedQueue } from './guarded-queue';
import type { Rekey } from './rekey';
import { RekeyFunction } from './rekey-function';
import { labelUpdatedPattern, secretCallPattern } from './secret-change-patterns';

/** Hears what others do to secrets, and has the key looked at. It hints only: without it the look comes once a day. */
export class SecretWatch extends Construct {
  readonly watch: RekeyFunction;
  readonly changes: GuardedQueue;

  constructor(scope: Construct, id: string, rekey: Rekey) {
    super(scope, id);
    this.changes = new GuardedQueue(this, 'Changes', {
      watchedAs: 'changes',
      visibilityTimeout: Duration.minutes(3), // six times the timeout, as AWS advises for a queue that invokes a function
      maxReceiveCount: 5, // a failed read is a fault of the moment
      alarmAge: Duration.minutes(15), // a hint that is a quarter of an hour late is still much sooner than a day
      alarmAction: rekey.alarmAction,
    });
    this.watch = new RekeyFunction(this, 'Watch', {
      entry: 'watch',
      description: 'Rekey: has keys looked at whose secrets others changed',
      timeout: Duration.seconds(30), // two reads, and for a stranger's hand one more, a write and a message
      ...rekey.everyFunction,
    });
    rekey.ledger.grantRead(this.watch);
    rekey.ledger.grantPostpone(this.watch);
    rekey.directory.grantRead(this.watch);
    this.watch.handler.addEventSource(
      new SqsEventSource(this.changes.queue, {
        // A script that touches every secret of the account is looked at ten changes at a time, and leaves the workers room in an account with 10 concurrent invocations.
        batchSize: 10,
        maxConcurrency: 2,
        reportBatchItemFailures: true,
      }),
    );
    this.#hear('Labels', 'Rekey: AWSCURRENT was moved', labelUpdatedPattern);
    this.#hear('Calls', 'Rekey: secrets were deleted, restored or changed', secretCallPattern);
  }

  #hear(id: string, description: string, eventPattern: EventPattern): void {
    const target = new SqsQueue(this.changes.queue, {
      // One queue for what could not be delivered and for what could not be read: both wait for the same person.
      deadLetterQueue: this.changes.deadLetters,
      maxEventAge: Duration.hours(1), // later the daily look may be as soon
      retryAttempts: 20,
    });
    new Rule(this, id, { description, eventPattern, targets: [target] });
  }
}
