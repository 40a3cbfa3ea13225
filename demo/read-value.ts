import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretValue } from '../lib/model/secret-value';
import type { Stage } from './stage';

/** The current value of a key, as its consumer would read it: field `token` of the secret of the same name. */
export async function readValue(stage: Stage, secret: string): Promise<SecretValue> {
  const { url, region, credentials } = stage.endpoint;
  const client = new SecretsManagerClient({ endpoint: url, region, credentials });
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }));
  client.destroy();
  const fields = JSON.parse(SecretString ?? '{}') as { token?: string };
  if (fields.token === undefined) throw new Error(`secret ${secret} has no field token`);
  return new SecretValue(fields.token);
}
