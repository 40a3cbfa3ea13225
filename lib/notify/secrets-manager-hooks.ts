import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { RekeyError } from '../model/rekey-error';
import { SecretValue } from '../model/secret-value';
import { awsFailure } from './aws-failure';
import { hookSecretName } from './hook-secret-name';
import type { HookSecrets } from './hook-secrets';

/** Signing keys of webhooks in Secrets Manager, below `rekey/hooks/` and nowhere else. */
export class SecretsManagerHooks implements HookSecrets {
  constructor(private readonly client: SecretsManagerClient) {}

  async read(name: string): Promise<SecretValue> {
    const text = await this.#get(hookSecretName(name));
    if (text === undefined) throw new RekeyError('misconfigured', `secret ${name} holds no text: put the signing key`);
    return new SecretValue(text);
  }

  async #get(name: string): Promise<string | undefined> {
    try {
      return (await this.client.send(new GetSecretValueCommand({ SecretId: name }))).SecretString;
    } catch (error) {
      throw awsFailure(`read secret ${name}`, error);
    }
  }
}
