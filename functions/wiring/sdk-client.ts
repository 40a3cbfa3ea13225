import { sdkSettings } from '../../lib/aws/sdk-settings';
import { traced } from './traced';

/** An SDK client with our settings, whose calls are spans. */
export function sdkClient<C extends object>(Client: new (settings: typeof sdkSettings) => C): C {
  return traced(new Client(sdkSettings));
}
