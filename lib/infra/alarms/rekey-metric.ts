import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName, Metrics } from '../../model/metric';

/** A metric that the functions write, a minute at a time, under the dimensions they write it with. */
export function rekeyMetric<M extends MetricName>(
  metricName: M,
  dimensions: Metrics[M],
  statistic: 'sum' | 'max' = 'sum',
): Metric {
  return new Metric({
    namespace: 'Rekey',
    metricName,
    dimensionsMap: { service: 'rekey', ...dimensions },
    period: Duration.minutes(1),
    statistic,
  });
}
