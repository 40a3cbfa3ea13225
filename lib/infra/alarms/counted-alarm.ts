import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { MetricName, Metrics } from '../../model/metric';
import { atLeast } from './alarm';
import { rekeyMetric } from './rekey-metric';
import type { RunbookHeading } from './runbook';

/** An alarm as soon as one of Rekey's own metrics counts one. */
export function countedAlarm<M extends MetricName>(
  scope: Construct,
  id: string,
  props: {
    metricName: M;
    dimensions: Metrics[M];
    description: string;
    runbook: RunbookHeading;
    action: IAlarmAction;
  },
): void {
  const { metricName, dimensions, ...rest } = props;
  atLeast(scope, id, { metric: rekeyMetric(metricName, dimensions), threshold: 1, ...rest });
}
