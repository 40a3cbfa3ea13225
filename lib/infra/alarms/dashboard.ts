import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { inGroups } from '../../model/in-groups';
import type { EntryType } from '../../model/ledger/entry';
import { GuardedQueue } from '../guarded-queue';
import { rekeyMetric } from './rekey-metric';

/** Alarms that one widget shows: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const alarmsShown = 100;

/** One page that shows what Rekey does: every alarm of the stack, rotations, leaks, what is due, and the queues. Put it last: it shows what is there when it is made. */
export class RekeyDashboard extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const constructs = Stack.of(this).node.findAll();
    const alarms = constructs.filter((one) => one instanceof Alarm);
    const queues = constructs.filter((one) => one instanceof GuardedQueue);
    const aged = queues.map(({ node, queue }) =>
      queue.metricApproximateAgeOfOldestMessage({ label: nameOf(node.path), statistic: 'max' }),
    );
    const dead = queues.map(({ node, deadLetters }) =>
      deadLetters.metricApproximateNumberOfMessagesVisible({ label: nameOf(node.path), statistic: 'max' }),
    );
    new Dashboard(this, 'Page', {
      defaultInterval: Duration.days(1),
      widgets: [
        ...alarmsInParts(alarms),
        [
          graph('Rotations, an hour', told('version-promoted', 'rotation-failed', 'expiry-overdue')),
          graph('Leaks, an hour', told('leak-reported', 'version-revoked', 'version-dead', 'version-still-alive')),
        ],
        [
          graph('Sweeps, an hour', [rekeyMetric('SweepCompleted', {}).with({ period: Duration.hours(1) })]),
          graph('Oldest due item, seconds', [rekeyMetric('OldestDueSeconds', {}, 'max')]),
        ],
        [graph('Oldest message, seconds', aged), graph('Dead letters', dead)],
      ],
    });
  }
}

function alarmsInParts(alarms: readonly Alarm[]): IWidget[][] {
  return inGroups(alarms, alarmsShown).map((some) => [
    new AlarmStatusWidget({ title: 'Alarms', alarms: some, width: 24, height: 6 }),
  ]);
}

function told(...types: EntryType[]): IMetric[] {
  return types.map((type) =>
    rekeyMetric('EntryTold', { type }).with({ label: type.replaceAll('-', ' '), period: Duration.hours(1) }),
  );
}

function graph(title: string, left: IMetric[]): IWidget {
  return new GraphWidget({ title, left, width: 12, height: 6 });
}

/** The part of a construct's path that tells queues apart: `Issuer-unleash/Rotations`. */
function nameOf(path: string): string {
  return path.split('/').slice(-2).join('/');
}
