import type { MetricName, Metrics } from '../model/metric';

/** Chosen fields of a log line: ids, states, counts; never a value, a header or a body. */
export type LogFields = Record<string, string | number | boolean | undefined>;

/** What operators see of the engine at work. */
export interface Telemetry {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** Adds to a metric; units: counts, unless the name ends in `Seconds`. */
  count<M extends MetricName>(
    metric: M,
    value: number,
    ...dimensions: Record<never, never> extends Metrics[M] ? [] : [Metrics[M]]
  ): void;
}
