import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { countedAlarm } from '../alarms/counted-alarm';
import { grantTell } from './grant-tell';
import { deadLetterQueue } from '../guarded-queue';
import type { Rekey } from '../rekey';
import { RekeyFunction } from '../rekey-function';

/** From the ledger's stream to the bus. What the stream loses, the sweep tells: an entry stays due until it was told. */
export class Outbox extends Construct {
  readonly publish: RekeyFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, rekey: Rekey) {
    super(scope, id);
    this.publish = new RekeyFunction(this, 'Publish', {
      entry: 'publish',
      description: 'Rekey: tells ledger entries on the bus',
      timeout: Duration.seconds(30),
      ...rekey.everyFunction,
    });
    rekey.ledger.grantRead(this.publish);
    rekey.ledger.grantReadMany(this.publish);
    rekey.ledger.grantPostpone(this.publish);
    grantTell(this.publish, rekey.bus);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', 'stream', rekey.alarmAction);
    this.publish.handler.addEventSource(
      new DynamoEventSource(rekey.ledger.table, {
        startingPosition: StartingPosition.TRIM_HORIZON, // what was written while the stack was being made is told too
        // Lambda looks four times a second: what a busy quarter of a second tells goes on in one invocation, in requests of ten.
        batchSize: 100,
        parallelizationFactor: 4, // a slow key delays few others; the order within a key is kept
        reportBatchItemFailures: true,
        bisectBatchOnError: true, // a poisoned record is alone at the end
        retryAttempts: 10,
        maxRecordAge: Duration.hours(1), // then the sweep tells it, and the shard goes on
        onFailure: new SqsDlq(this.deadLetters),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            // An entry that is to be told stands in the index `due` from its first moment; the mark goes when it was told.
            dynamodb: {
              Keys: { sk: { S: FilterRule.beginsWith('ENTRY#') } },
              NewImage: { duePk: { S: FilterRule.exists() } },
            },
          }),
        ],
      }),
    );
    countedAlarm(this, 'StillAliveAlarm', {
      metricName: 'EntryTold',
      dimensions: { type: 'version-still-alive' },
      description: 'an issuer accepts a revoked key after its own deadline: revoke it by hand',
      runbook: 'still-alive',
      action: rekey.alarmAction,
    });
    countedAlarm(this, 'RotationFailedAlarm', {
      metricName: 'EntryTold',
      dimensions: { type: 'rotation-failed' },
      description: 'a rotation failed: the old version stays, and the next try comes by itself',
      runbook: 'rotation-failed',
      action: rekey.alarmAction,
    });
    countedAlarm(this, 'HeldAlarm', {
      metricName: 'EntryTold',
      dimensions: { type: 'incident-reminded' },
      description: 'a reported leak waits for a decision of a person, and nothing is revoked until then',
      runbook: 'incident-held',
      action: rekey.alarmAction,
    });
    countedAlarm(this, 'NotReadyAlarm', {
      metricName: 'EntryTold',
      dimensions: { type: 'key-unready' },
      description: 'a key that leaked now could not be ended, or not be replaced',
      runbook: 'not-ready-to-kill',
      action: rekey.alarmAction,
    });
    countedAlarm(this, 'OverdueAlarm', {
      metricName: 'EntryTold',
      dimensions: { type: 'expiry-overdue' },
      description: 'a version outlived its hard end: its policy says to alert, or its issuer does not revoke it',
      runbook: 'key-overdue',
      action: rekey.alarmAction,
    });
  }
}
