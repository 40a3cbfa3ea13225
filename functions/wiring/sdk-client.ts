import { sdkSettings } from '../../lib/aws/sdk-settings';
import { tracer } from './tracer';

/** An SDK client with our settings, whose calls are spans. */
export function sdkClient<C>(Client: new (settings: typeof sdkSettings) => C): C {
  return tracer().captureAWSv3Client(new Client(sdkSettings));
}
