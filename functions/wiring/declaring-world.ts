import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { RegistrationSettings } from '../../lib/api/server/answer-registration';
import { SecretsManagerStore } from '../../lib/aws/secrets/secrets-manager-store';
import { SqsRegistrations } from '../../lib/aws/sqs/sqs-registrations';
import type { DeclaringWorld } from '../../lib/engine/world';
import { environment } from './environment';
import { issuerProfiles } from './issuer-profiles';
import { ledgerWorld } from './ledger-world';
import { sdkClient } from './sdk-client';
import { sqsClient } from './sqs-client';

/** What answering stacks needs, from its environment: it describes secrets and reads none. @throws RekeyError `misconfigured` */
export async function declaringWorld(): Promise<{
  world: DeclaringWorld;
  settings: RegistrationSettings;
  registrations: SqsRegistrations;
}> {
  const env = environment([
    'AWS_REGION',
    'REKEY_ACCOUNT',
    'REKEY_REGISTRATIONS',
    'REKEY_MINIMUM_INTERVAL_SECONDS',
    'REKEY_LOCAL_WEBHOOKS',
  ]);
  const secrets = new SecretsManagerStore(sdkClient(SecretsManagerClient));
  const world: DeclaringWorld = {
    ...(await ledgerWorld()),
    issuers: new Map((await issuerProfiles()).map((profile) => [profile.name, profile])),
    describeSecret: (name) => secrets.describe(name),
    minimumIntervalSeconds: env.REKEY_MINIMUM_INTERVAL_SECONDS,
    // It would only be a warning, and a stack has no place for one: "rekey doctor" shows it.
    hasConfirmedChannel: async () => true,
  };
  return {
    world,
    settings: {
      account: env.REKEY_ACCOUNT,
      region: env.AWS_REGION,
      allowHttpWebhooks: env.REKEY_LOCAL_WEBHOOKS,
    },
    registrations: new SqsRegistrations(sqsClient(), env.REKEY_REGISTRATIONS),
  };
}
