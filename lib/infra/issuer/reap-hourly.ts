import { Duration } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { countedAlarm } from '../alarms/counted-alarm';
import type { Issuer } from './issuer';
import type { Rekey } from '../rekey';

/** Has an issuer compared with the ledger every hour, by a message in the queue of its rotations; an alarm says when the reaper believes neither. */
export function reapHourly(issuer: Issuer, rekey: Rekey): void {
  const { issuerName, rotations } = issuer;
  new Rule(issuer, 'Hourly', {
    description: `Rekey: has ${issuerName} compared with the ledger`,
    schedule: Schedule.rate(Duration.hours(1)),
    targets: [
      new SqsQueue(rotations.queue, {
        message: RuleTargetInput.fromObject({ kind: 'reap', dueAt: EventField.time }),
        deadLetterQueue: rotations.deadLetters,
        // The next hour's run is the retry, and sees all that this one would have seen.
        maxEventAge: Duration.minutes(30),
        retryAttempts: 3,
      }),
    ],
  });
  countedAlarm(issuer, 'ReaperHaltedAlarm', {
    metricName: 'ReaperHalted',
    dimensions: { issuer: issuerName },
    description: `${issuerName} lists nothing, or more strays than can be believed: the reaper touched nothing`,
    runbook: 'reaper-strays',
    action: rekey.alarmAction,
  });
}
