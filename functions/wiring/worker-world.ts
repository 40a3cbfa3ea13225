import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { KmsFingerprints } from '../../lib/aws/kms-fingerprints';
import { SecretsManagerStore } from '../../lib/aws/secrets-manager-store';
import type { WorkerWorld } from '../../lib/engine/world';
import { adminMaterial } from '../../lib/issuers/admin-material';
import { cachedAdminCredential } from '../../lib/issuers/cached-admin-credential';
import { createIssuer } from '../../lib/issuers/create-issuer';
import { RekeyError } from '../../lib/model/rekey-error';
import { environment } from './environment';
import { ledgerWorld } from './ledger-world';
import { sdkClient } from './sdk-client';

/** What a worker has at hand, from its environment, but for the end of its time. @throws RekeyError `misconfigured` */
export async function workerWorld(): Promise<Omit<WorkerWorld, 'deadline'>> {
  const { REKEY_ISSUER, REKEY_ISSUERS, REKEY_ADMIN_SECRET, REKEY_FINGERPRINT_KEY } = environment([
    'REKEY_ISSUER',
    'REKEY_ISSUERS',
    'REKEY_ADMIN_SECRET',
    'REKEY_FINGERPRINT_KEY',
  ]);
  const config = REKEY_ISSUERS[REKEY_ISSUER];
  if (config === undefined) throw new RekeyError('misconfigured', `REKEY_ISSUERS does not hold ${REKEY_ISSUER}`);
  const world = await ledgerWorld();
  const secrets = new SecretsManagerStore(sdkClient(SecretsManagerClient));
  const readAdmin = async () => {
    const stored = await secrets.read(REKEY_ADMIN_SECRET, { label: 'AWSCURRENT' });
    if (stored) return adminMaterial(stored.value);
    throw new RekeyError(
      'misconfigured',
      `secret ${REKEY_ADMIN_SECRET} does not exist: put the admin credential there`,
    );
  };
  const adminCredential = cachedAdminCredential(readAdmin, world.clock);
  const issuer = createIssuer({ ...config, name: REKEY_ISSUER }, { adminCredential, clock: world.clock });
  return { ...world, secrets, issuer, fingerprints: new KmsFingerprints(sdkClient(KMSClient), REKEY_FINGERPRINT_KEY) };
}
