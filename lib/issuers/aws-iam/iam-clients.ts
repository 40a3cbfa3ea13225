import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsIamSettings } from './aws-iam-settings';
import type { IamContext } from './iam-context';

/** Where and as whom AWS is called, beyond what the environment says. */
export interface AwsAccess {
  endpoint?: string;
  region?: string;
  credentials?: NonNullable<IAMClientConfig['credentials']>;
  /** Makes a client's calls visible as spans. @default nothing */
  traced?: <C extends IAMClient | STSClient>(client: C) => C;
}

/** One attempt a call, and an end to waiting: a repeated CreateAccessKey would mint a second key, and the engine does the retrying. */
const patience = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const;

/** The clients of one configured issuer. Opens no connection. */
export function iamClients(settings: AwsIamSettings, access: AwsAccess = {}): Pick<IamContext, 'iam' | 'stsAs'> {
  const { traced = (client) => client, credentials, endpoint } = access;
  const region = settings.region ?? access.region;
  const where = {
    ...patience,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
  };
  const own = credentials === undefined ? {} : { credentials };
  const { roleArn, externalId } = settings;
  const asRole =
    roleArn === undefined
      ? own
      : {
          credentials: fromTemporaryCredentials({
            params: {
              RoleArn: roleArn,
              RoleSessionName: 'rekey',
              ...(externalId === undefined ? {} : { ExternalId: externalId }),
            },
            ...(credentials === undefined ? {} : { masterCredentials: credentials }),
            clientConfig: where,
          }),
        };
  return {
    iam: traced(new IAMClient({ ...where, ...asRole })),
    stsAs: (accessKeyId, secretAccessKey) =>
      new STSClient({ ...where, credentials: { accessKeyId, secretAccessKey: secretAccessKey.reveal() } }),
  };
}
