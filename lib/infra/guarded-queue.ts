import { Duration } from 'aws-cdk-lib';
import { type IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { atLeast } from './alarms/alarm';
import { variantOf } from './local-variant';
import type { WatchedQueue } from './alarms/runbook';

/** Properties of a {@link GuardedQueue}. */
export interface GuardedQueueProps {
  /** What the runbook calls it. */
  watchedAs: WatchedQueue;
  /** How long a message that was taken stays hidden: at least the consumer's timeout, 12 h at most. */
  visibilityTimeout: Duration;
  /** Deliveries before a message is dead, 1 to 1000. */
  maxReceiveCount: number;
  /** Age of the oldest message from which on somebody has to look. */
  alarmAge: Duration;
  /** Who is told. */
  alarmAction: IAlarmAction;
  /** How long a message is kept, and a dead one. @default 4 days, a long weekend, and 14, as long as SQS can */
  retention?: { messages: Duration; deadLetters: Duration };
}

/** A queue that cannot lose a message in silence: a dead-letter queue, an alarm on that, and one on the age of the oldest message. */
export class GuardedQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: GuardedQueueProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(
      this,
      'DeadLetters',
      props.watchedAs,
      props.alarmAction,
      props.retention?.deadLetters,
    );
    this.queue = new Queue(this, 'Queue', {
      // Messages hold ids and fingerprints, no value: the key that SQS manages is enough, and any publisher can use it.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: variantOf(this.node).tlsOnly,
      visibilityTimeout: props.visibilityTimeout,
      retentionPeriod: props.retention?.messages ?? Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceiveCount },
    });
    atLeast(this, 'OldestMessageAlarm', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'max' }),
      threshold: props.alarmAge.toSeconds(),
      description: 'work is waiting longer than it should: the consumer fails, is throttled or is too slow',
      runbook: `oldest-message-${props.watchedAs}`,
      action: props.alarmAction,
    });
  }
}

/** A queue for what could not be delivered, kept as long as SQS can unless told otherwise, with an alarm as soon as it holds anything. */
export function deadLetterQueue(
  scope: Construct,
  id: string,
  of: WatchedQueue,
  alarmAction: IAlarmAction,
  retentionPeriod = Duration.days(14),
): Queue {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: variantOf(scope.node).tlsOnly,
    retentionPeriod,
  });
  acknowledge(queue, { SQS3: 'this is a dead-letter queue; the rule does not see the edges that end in it' });
  atLeast(scope, `${id}Alarm`, {
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'max' }),
    threshold: 1,
    description: 'something could not be delivered and waits for a person',
    runbook: `dead-letters-${of}`,
    action: alarmAction,
  });
  return queue;
}
