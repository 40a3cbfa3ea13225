import { SQSClient } from '@aws-sdk/client-sqs';
import { sdkSettings } from '../../lib/aws/sdk-settings';
import { tracer } from './tracer';

/** As `sdkClient`, for SQS: the endpoint is the configured one and not the host of a queue's URL, which a local endpoint writes as it likes. */
export function sqsClient(): SQSClient {
  return tracer().captureAWSv3Client(new SQSClient({ ...sdkSettings, useQueueUrlAsEndpoint: false }));
}
