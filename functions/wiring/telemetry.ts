import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { TelemetryPowertools } from '../../lib/aws/telemetry-powertools';
import type { Telemetry } from '../../lib/ports/telemetry';

let made: Telemetry | undefined;

/** The one logger and the metrics of this function, made at the first use; named by the POWERTOOLS variables. */
export function telemetry(): Telemetry {
  made ??= new TelemetryPowertools(new Logger(), new Metrics());
  return made;
}
