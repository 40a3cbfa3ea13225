import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const secrets = new SecretsManagerClient();

/** Reads the key as a service does: from the secret that its environment names, or, to show that it cannot, from another. It says how long the value is, and never the value. */
export async function handler(event: { secretId?: string }): Promise<{ versionId?: string; length: number }> {
  const SecretId = event.secretId ?? process.env['SHOP_CHECKOUT_FLAGS_SECRET_ARN'];
  const { SecretString = '{}', VersionId } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const { token = '' } = JSON.parse(SecretString) as { token?: string };
  return { ...(VersionId && { versionId: VersionId }), length: token.length };
}
