import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Construct } from 'constructs';
import type { Rekey } from '../rekey';
import { RekeyFunction } from '../rekey-function';

/** Tells each owner once a week what Rekey would have done to the keys that are only observed. */
export class WeeklySummary extends Construct {
  readonly handler: RekeyFunction;

  constructor(scope: Construct, id: string, rekey: Rekey) {
    super(scope, id);
    this.handler = new RekeyFunction(this, 'SumObserved', {
      entry: 'sum-observed',
      description: 'Rekey: tells owners what would have been done to observed keys',
      // A page of heads for a hundred keys or so, and a transaction an owner; what is left over, the next day's run does.
      timeout: Duration.minutes(2),
      ...rekey.everyFunction,
    });
    rekey.ledger.grantRead(this.handler);
    rekey.ledger.grantIndexes(this.handler, ['all']);
    rekey.ledger.grantFound(this.handler);
    const { deadLetters } = rekey.sweeper;
    this.handler.handler.configureAsyncInvoke({
      onFailure: new SqsDestination(deadLetters),
      retryAttempts: 2,
      maxEventAge: Duration.hours(1), // the next day's run is the last retry: what was told is not told again
    });
    new Rule(this, 'EveryDay', {
      description: 'Rekey: tells whoever was not told of last week yet',
      schedule: Schedule.cron({ minute: '0', hour: '7' }),
      targets: [
        new LambdaFunction(this.handler.handler, {
          deadLetterQueue: deadLetters,
          maxEventAge: Duration.hours(1),
          retryAttempts: 3,
        }),
      ],
    });
  }
}
