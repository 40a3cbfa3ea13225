import { SSMClient } from '@aws-sdk/client-ssm';
import { sdkSettings } from '../../lib/aws/sdk-settings';
import { tracer } from './tracer';

/**
 * As `sdkClient`, for the Parameter Store, with twice the tries: an account has 40 reads a second by default, and whoever starts in
 * a flood had better wait for its turn: https://docs.aws.amazon.com/general/latest/gr/ssm.html
 */
export function ssmClient(): SSMClient {
  return tracer().captureAWSv3Client(new SSMClient({ ...sdkSettings, maxAttempts: 6 }));
}
