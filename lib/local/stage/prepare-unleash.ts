import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { RekeyError } from '../../model/rekey-error';
import type { StageFolder } from './stage-folder';
import type { Kept } from './stage-state';

/** Name of the secret with the admin credential of a local Unleash. */
const admin = 'rekey/admin/unleash';

/** Writes the configuration for a local Unleash, and makes the secret that its worker reads. @throws RekeyError `unavailable` */
export async function prepareUnleash(
  { unleashConfig }: StageFolder,
  { endpoint, unleash }: Required<Kept>,
): Promise<void> {
  await writeFile(unleashConfig, stringify({ issuers: { unleash: { kind: 'unleash', url: unleash.url, admin } } }));
  // Loaded when needed: the command line has no other use for it.
  const { CreateSecretCommand, PutSecretValueCommand, ResourceExistsException, SecretsManagerClient } = await import(
    '@aws-sdk/client-secrets-manager'
  );
  const { url, region, credentials } = endpoint;
  const client = new SecretsManagerClient({ endpoint: url, region, credentials });
  const SecretString = unleash.adminToken;
  try {
    await client.send(new CreateSecretCommand({ Name: admin, SecretString })).catch(async (error: unknown) => {
      if (!(error instanceof ResourceExistsException)) throw error;
      await client.send(new PutSecretValueCommand({ SecretId: admin, SecretString }));
    });
  } catch {
    // The SDK's error may quote the request.
    throw new RekeyError('unavailable', `${url} did not take the secret ${admin}`);
  } finally {
    client.destroy();
  }
}
