import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDiscoveries } from '../../lib/aws/dynamo/dynamo-discoveries';
import { KmsFingerprints } from '../../lib/aws/secrets/kms-fingerprints';
import { SecretsManagerStore } from '../../lib/aws/secrets/secrets-manager-store';
import type { WorkerWorld } from '../../lib/engine/world';
import { adminMaterial } from '../../lib/issuers/admin-material';
import { cachedAdminCredential } from '../../lib/issuers/cached-admin-credential';
import { createIssuer } from '../../lib/issuers/create-issuer';
import { hasAdminSecret } from '../../lib/issuers/has-admin-secret';
import { RekeyError } from '../../lib/model/rekey-error';
import type { Material } from '../../lib/model/secret-format';
import type { SecretStore } from '../../lib/ports';
import { environment } from './environment';
import { ledgerWorld } from './ledger-world';
import { ownIssuer } from './own-issuer';
import { sdkClient } from './sdk-client';
import { traced } from './traced';

/** What a worker has at hand, from its environment, but for the end of its time. @throws RekeyError `misconfigured` */
export async function workerWorld(): Promise<Omit<WorkerWorld, 'deadline'>> {
  const { REKEY_FINGERPRINT_KEY, REKEY_TABLE, REKEY_REAPER, REKEY_DISCOVER } = environment([
    'REKEY_FINGERPRINT_KEY',
    'REKEY_TABLE',
    'REKEY_REAPER',
    'REKEY_DISCOVER',
  ]);
  const { rotations, containments, ...config } = await ownIssuer();
  const world = await ledgerWorld(new Map([[config.name, { rotations, containments }]]));
  const secrets = new SecretsManagerStore(sdkClient(SecretsManagerClient));
  const adminCredential = hasAdminSecret(config.kind)
    ? cachedAdminCredential(adminReader(secrets), world.clock)
    : () => Promise.reject(new RekeyError('internal', `issuer ${config.name} has no admin secret`));
  const issuer = createIssuer(config, { adminCredential, clock: world.clock, aws: { traced } });
  return {
    ...world,
    secrets,
    issuer,
    fingerprints: new KmsFingerprints(sdkClient(KMSClient), REKEY_FINGERPRINT_KEY),
    reaper: REKEY_REAPER,
    discoveries: new DynamoDiscoveries(sdkClient(DynamoDBClient), REKEY_TABLE),
    discoverable: { ...REKEY_DISCOVER, ...(hasAdminSecret(config.kind) && { except: adminSecret() }) },
  };
}

function adminSecret(): string {
  return environment(['REKEY_ADMIN_SECRET']).REKEY_ADMIN_SECRET;
}

function adminReader(secrets: SecretStore): () => Promise<Material> {
  const name = adminSecret();
  return async () => {
    const stored = await secrets.read(name, { label: 'AWSCURRENT' });
    if (stored) return adminMaterial(stored.value);
    throw new RekeyError('misconfigured', `secret ${name} does not exist: put the admin credential there`);
  };
}
