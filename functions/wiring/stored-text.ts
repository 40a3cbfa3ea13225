import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretsManagerStore } from '../../lib/aws/secrets/secrets-manager-store';
import { RekeyError } from '../../lib/model/rekey-error';
import type { SecretValue } from '../../lib/model/secret-value';
import { sdkClient } from './sdk-client';

/** Reads the current content of a secret, as it stands there. @throws RekeyError `misconfigured` when there is none, with what belongs there */
export function storedText(belongs: string): (name: string) => Promise<SecretValue> {
  const secrets = new SecretsManagerStore(sdkClient(SecretsManagerClient));
  return async (name) => {
    const stored = await secrets.read(name, { label: 'AWSCURRENT' });
    if (stored) return stored.value;
    throw new RekeyError('misconfigured', `secret ${name} does not exist: put ${belongs} there`);
  };
}
