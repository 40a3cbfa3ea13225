import { RekeyError } from '../model/rekey-error';
import { SecretValue } from '../model/secret-value';
import type { SecretStore } from '../ports/secret-store';

/** The admin credential of an issuer: the `token` of a JSON object, or the whole text of any other content. @throws RekeyError `misconfigured` when there is none */
export async function readAdminCredential(store: Pick<SecretStore, 'read'>, secret: string): Promise<SecretValue> {
  const stored = await store.read(secret, { label: 'AWSCURRENT' });
  if (!stored)
    throw new RekeyError('misconfigured', `secret ${secret} does not exist: put the issuer's admin credential there`);
  const text = stored.value.reveal().trim();
  const token = text.startsWith('{') ? tokenIn(text) : text;
  if (!token)
    throw new RekeyError(
      'misconfigured',
      `secret ${secret} holds no "token": put {"token": ...} or the bare text there`,
    );
  return new SecretValue(token);
}

function tokenIn(text: string): string | undefined {
  try {
    const { token } = JSON.parse(text) as { token?: unknown };
    return typeof token === 'string' ? token : undefined;
  } catch {
    return undefined; // the parser's own message quotes the text
  }
}
