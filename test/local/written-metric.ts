import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';
import type { Endpoint } from '../../lib/local/endpoint';

/** A metric as CloudWatch would take it out of a log. */
export interface WrittenMetric {
  namespace: string;
  dimensions: string[];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const embeddedSchema = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

/** A metric of this name in the log of any function; every dimension that it names has a value there. */
export async function writtenMetric(
  { url: endpoint, region, credentials }: Pick<Endpoint, 'url' | 'region' | 'credentials'>,
  name: string,
): Promise<WrittenMetric | undefined> {
  const client = new CloudWatchLogsClient({ endpoint, region, credentials });
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName } of logGroups) {
      for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName })) {
        for (const { message = '' } of events) {
          const found = metricIn(message, name);
          if (found !== undefined) return found;
        }
      }
    }
  }
  return undefined;
}

function metricIn(line: string, name: string): WrittenMetric | undefined {
  const start = line.indexOf('{');
  if (start < 0 || !line.includes('CloudWatchMetrics')) return undefined;
  const embedded = embeddedSchema.safeParse(parsed(line.slice(start)));
  if (!embedded.success) return undefined;
  for (const { Namespace: namespace, Dimensions, Metrics } of embedded.data._aws.CloudWatchMetrics) {
    const [dimensions = []] = Dimensions;
    const whole = dimensions.every((dimension) => typeof embedded.data[dimension] === 'string');
    if (whole && Metrics.some(({ Name }) => Name === name)) return { namespace, dimensions };
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
