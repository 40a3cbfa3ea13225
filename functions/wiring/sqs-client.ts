import { SQSClient } from '@aws-sdk/client-sqs';
import { sdkSettings } from '../../lib/aws/sdk-settings';
import { traced } from './traced';

/** As `sdkClient`, for SQS: the endpoint is the configured one and not the host of a queue's URL, which a local endpoint writes as it likes. */
export function sqsClient(): SQSClient {
  return traced(new SQSClient({ ...sdkSettings, useQueueUrlAsEndpoint: false }));
}
