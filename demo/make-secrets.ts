import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Endpoint } from '../lib/local/endpoint';
import type { SecretValue } from '../lib/model/secret-value';

/** What a user makes before the first deployment: the issuers' admin credentials and the webhooks' signing keys. */
export async function makeSecrets(
  endpoint: Endpoint,
  secrets: readonly (readonly [name: string, value: SecretValue])[],
): Promise<void> {
  const { url, region, credentials } = endpoint;
  const client = new SecretsManagerClient({ endpoint: url, region, credentials });
  for (const [name, value] of secrets) {
    const SecretString = value.reveal();
    try {
      await client.send(new CreateSecretCommand({ Name: name, SecretString }));
    } catch (error) {
      if (!(error instanceof ResourceExistsException)) throw error;
      await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
    }
  }
  client.destroy();
}
