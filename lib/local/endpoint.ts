import { RekeyError } from '../model/rekey-error';
import { endpointHealth, type EndpointHealth } from './endpoint-health';
import { startMinistack } from './ministack';

/** An AWS-compatible endpoint that can be used until `stop`. */
export interface Endpoint extends EndpointHealth {
  url: string;
  region: string;
  /** Of the account's root, who may do everything. MiniStack takes root's calls without checking their signature, from any process of this machine. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** Absent for an endpoint that was not started here. */
  logFile?: string;
  /** Ends what was started here, and throws its state away; an endpoint that was given is left alone. */
  stop(): Promise<void>;
}

/** What to know before an endpoint is found or started. */
export interface EndpointOptions {
  /** Where `AWS_ENDPOINT_URL`, `AWS_REGION` and credentials are looked up. @default process.env */
  env?: NodeJS.ProcessEnv;
  /** Told, in half a sentence, what takes its time. */
  progress?: (what: string) => void;
  /** Added to the environment of every function that an endpoint started here runs: `AWS_XRAY_DAEMON_ADDRESS`, for example. */
  functionEnv?: Record<string, string>;
  /** Python that an endpoint started here runs in its own process before it begins. @default nothing */
  prelude?: string;
}

/**
 * The endpoint that `AWS_ENDPOINT_URL` names, as it is; without one, a MiniStack of our own on a free loopback port.
 * @throws RekeyError `misconfigured` when it is the user's to mend: the message says how
 */
export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const env = options.env ?? process.env;
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  const url = env['AWS_ENDPOINT_URL'];
  if (!url) {
    const { progress = () => undefined, functionEnv = {}, prelude = '' } = options;
    return startMinistack({ env, region, progress, functionEnv, prelude });
  }
  const health = await endpointHealth(url);
  if (!health) {
    throw new RekeyError(
      'misconfigured',
      `nothing answers at AWS_ENDPOINT_URL ${url}: start it, or unset the variable`,
    );
  }
  const sessionToken = env['AWS_SESSION_TOKEN'];
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? 'test',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? 'test',
    ...(sessionToken ? { sessionToken } : {}),
  };
  return { ...health, url, region, credentials, stop: async () => undefined };
}
