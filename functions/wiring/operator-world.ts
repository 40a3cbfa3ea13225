import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import type { OperatorSettings } from '../../lib/api/server/operator-request';
import { DynamoDiscoveries } from '../../lib/aws/dynamo/dynamo-discoveries';
import { SecretsManagerStore } from '../../lib/aws/secrets/secrets-manager-store';
import { SnsChannels } from '../../lib/aws/telling/sns-channels';
import type { RedriveWorld } from '../../lib/engine/redrive/redrive-world';
import type { OperatorWorld } from '../../lib/engine/world';
import { deadLetters } from './dead-letters';
import { environment } from './environment';
import { issuerProfiles } from './issuer-profiles';
import { ledgerWorld } from './ledger-world';
import { readLetter } from './read-letter';
import { sdkClient } from './sdk-client';

/** What the operator API has at hand, from its environment: it describes secrets and reads none. @throws RekeyError `misconfigured` */
export async function operatorWorld(): Promise<{ world: OperatorWorld & RedriveWorld; settings: OperatorSettings }> {
  const { REKEY_TABLE, REKEY_TOPIC, REKEY_MINIMUM_INTERVAL_SECONDS, REKEY_LOCAL_WEBHOOKS } = environment([
    'REKEY_TABLE',
    'REKEY_TOPIC',
    'REKEY_MINIMUM_INTERVAL_SECONDS',
    'REKEY_LOCAL_WEBHOOKS',
  ]);
  const secrets = new SecretsManagerStore(sdkClient(SecretsManagerClient));
  const channels = new SnsChannels(sdkClient(SNSClient), REKEY_TOPIC);
  const world: OperatorWorld & RedriveWorld = {
    ...(await ledgerWorld()),
    deadLetters: await deadLetters(),
    readLetter,
    issuers: new Map((await issuerProfiles()).map((profile) => [profile.name, profile])),
    discoveries: new DynamoDiscoveries(sdkClient(DynamoDBClient), REKEY_TABLE),
    describeSecret: (name) => secrets.describe(name),
    minimumIntervalSeconds: REKEY_MINIMUM_INTERVAL_SECONDS,
    hasConfirmedChannel: (owner) => channels.reach(owner),
  };
  return { world, settings: { allowHttpWebhooks: REKEY_LOCAL_WEBHOOKS } };
}
