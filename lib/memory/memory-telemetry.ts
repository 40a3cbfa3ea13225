import type { LogFields, Telemetry } from '../ports/telemetry';

/** Collects what the engine says. */
export class MemoryTelemetry implements Telemetry {
  readonly lines: { level: 'info' | 'warn'; message: string; fields: LogFields }[] = [];
  readonly counts: { metric: string; value: number; dimensions: Record<string, string> }[] = [];

  info(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', message, fields: { ...fields } });
  }

  warn(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', message, fields: { ...fields } });
  }

  count(metric: string, value: number, dimensions: Record<string, string> = {}): void {
    this.counts.push({ metric, value, dimensions: { ...dimensions } });
  }

  /** Sum of a metric over all dimensions. */
  total(metric: string): number {
    return this.counts.filter((one) => one.metric === metric).reduce((sum, one) => sum + one.value, 0);
  }
}
