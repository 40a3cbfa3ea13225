import { SSMClient } from '@aws-sdk/client-ssm';
import { sdkSettings } from '../../lib/aws/sdk-settings';
import { traced } from './traced';

/**
 * As `sdkClient`, for the Parameter Store, with twice the tries: an account has 40 reads a second by default, and whoever starts in
 * a flood had better wait for its turn: https://docs.aws.amazon.com/general/latest/gr/ssm.html
 */
export function ssmClient(): SSMClient {
  return traced(new SSMClient({ ...sdkSettings, maxAttempts: 6 }));
}
