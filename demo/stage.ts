import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { deploy } from '../lib/local/deploy';
import { type Endpoint, startEndpoint } from '../lib/local/endpoint';
import type { SecretValue } from '../lib/model/secret-value';
import { makeSecrets } from './make-secrets';
import { type RunRekey, rekeyCommand } from './rekey-command';

/** An issuer that is running, and how Rekey is to be told of it. */
export interface StagedIssuer {
  name: string;
  kind: string;
  url: string;
  adminToken: SecretValue;
  /** File of the catalogue, for a kind of one's own. */
  catalogue?: string;
}

/** A local endpoint with Rekey deployed to it. */
export interface Stage {
  endpoint: Endpoint;
  outputs: Record<string, string>;
  /** Address of the operator API. */
  api: string;
  /** Credentials of the account, as environment variables. */
  credentials: Record<string, string>;
  /** The operator's command line, run as its users run it. */
  rekey: RunRekey;
  /** Everything the command line printed so far. */
  outputsOfRekey: readonly string[];
  /** A folder for what this run writes; it goes with the stage. */
  folder: string;
  stop(): Promise<void>;
}

/** What to put on the stage. */
export interface StageOptions {
  issuers: readonly StagedIssuer[];
  /** Signing keys of webhooks, by the name of their secret. */
  hooks?: Readonly<Record<string, SecretValue>>;
  /** Doors for leak reports: what `rekey.yaml` says of them, and their secrets by name. @default none */
  doors?: { config: object; secrets: Readonly<Record<string, SecretValue>> };
  /** Half a sentence of what takes its time. */
  progress: (what: string) => void;
  /** Added to the environment of every function, at an endpoint that is started here. @default nothing */
  functionEnv?: Record<string, string>;
  /** Python that an endpoint which is started here runs before it begins. @default nothing */
  endpointPrelude?: string;
  /** Where an endpoint is looked up. @default process.env */
  env?: NodeJS.ProcessEnv;
  /** One that was found already; the stage ends it. @default found or started */
  endpoint?: Endpoint;
}

/** Finds or starts an endpoint, makes the secrets that a deployment needs beforehand, and deploys the CDK app with the CDK CLI. @throws RekeyError */
export async function setStage(options: StageOptions): Promise<Stage> {
  const { issuers, hooks = {}, doors, progress, functionEnv = {}, env = process.env } = options;
  const { endpointPrelude: prelude = '' } = options;
  const endpoint = options.endpoint ?? (await startEndpoint({ progress, functionEnv, env, prelude }));
  const folder = await mkdtemp(join(tmpdir(), 'rekey-stage-'));
  const stop = async () => {
    await endpoint.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const admins = issuers.map(({ name, adminToken }) => [`rekey/admin/${name}`, adminToken] as const);
    await makeSecrets(endpoint, [...admins, ...Object.entries({ ...hooks, ...doors?.secrets })]);
    const configFile = join(folder, 'rekey.yaml');
    const config = { issuers: Object.fromEntries(issuers.map(configured)), ...(doors && { doors: doors.config }) };
    await writeFile(configFile, stringify(config));
    progress('deploying Rekey with the CDK');
    const outputs = await deploy({ endpoint, configFile, progress: quiet });
    const credentials = environmentOf(endpoint);
    const api = `${endpoint.url}/_aws/execute-api/${outputs['ApiId']}/$default`;
    const run = rekeyCommand({ ...credentials, REKEY_API: api });
    const outputsOfRekey: string[] = [];
    const rekey: RunRekey = async (args, given) => {
      const result = await run(args, given);
      outputsOfRekey.push(result.output);
      return result;
    };
    return { endpoint, outputs, api, credentials, folder, stop, rekey, outputsOfRekey };
  } catch (error) {
    await stop();
    throw error;
  }
}

const quiet = () => undefined;

function configured({ name, kind, url, catalogue }: StagedIssuer): [string, object] {
  return [name, { kind, url, admin: `rekey/admin/${name}`, ...(catalogue === undefined ? {} : { catalogue }) }];
}

function environmentOf({ url, region, credentials }: Endpoint): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
  };
}
