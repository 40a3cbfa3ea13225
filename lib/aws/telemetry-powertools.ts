import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { LogFields, Telemetry } from '../ports/telemetry';

/** Logs and metrics by Powertools: JSON lines, and metrics in embedded metric format, written at once. */
export class TelemetryPowertools implements Telemetry {
  constructor(
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  info(message: string, fields: LogFields = {}): void {
    this.logger.info(message, { ...fields });
  }

  warn(message: string, fields: LogFields = {}): void {
    this.logger.warn(message, { ...fields });
  }

  count(metric: string, value: number, dimensions: Record<string, string> = {}): void {
    const single = this.metrics.singleMetric();
    single.addDimensions(dimensions);
    single.addMetric(metric, metric.endsWith('Seconds') ? MetricUnit.Seconds : MetricUnit.Count, value);
  }
}
