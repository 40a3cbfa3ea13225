import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { alarmDescription, type RunbookHeading } from './runbook';

/** An alarm as soon as one data point reaches the threshold; no data means all is well. */
export function atLeast(
  scope: Construct,
  id: string,
  props: { metric: IMetric; threshold: number; description: string; runbook: RunbookHeading; action: IAlarmAction },
): Alarm {
  const alarm = new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: alarmDescription(props.description, props.runbook),
  });
  alarm.addAlarmAction(props.action);
  return alarm;
}

/** An alarm when a sign of life stays away for so many periods: missing data is the alarm. */
export function silent(
  scope: Construct,
  id: string,
  props: { metric: IMetric; periods: number; description: string; runbook: RunbookHeading; action: IAlarmAction },
): Alarm {
  const alarm = new Alarm(scope, id, {
    metric: props.metric,
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: props.periods,
    treatMissingData: TreatMissingData.BREACHING,
    alarmDescription: alarmDescription(props.description, props.runbook),
  });
  alarm.addAlarmAction(props.action);
  return alarm;
}
