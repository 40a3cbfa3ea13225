import { Duration } from 'aws-cdk-lib';
import { type IAlarmAction, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { atLeast } from './alarm';
import type { RunbookHeading } from './runbook';

/** An alarm as soon as Rekey's metric counts one: a metric is named by its whole set of dimensions. */
export function countedAlarm(
  scope: Construct,
  id: string,
  props: {
    metricName: string;
    dimensions: Record<string, string>;
    description: string;
    runbook: RunbookHeading;
    action: IAlarmAction;
  },
): void {
  const metric = new Metric({
    namespace: 'Rekey',
    metricName: props.metricName,
    dimensionsMap: { service: 'rekey', ...props.dimensions },
    period: Duration.minutes(1),
    statistic: 'sum',
  });
  const { description, runbook, action } = props;
  atLeast(scope, id, { metric, threshold: 1, description, runbook, action });
}
