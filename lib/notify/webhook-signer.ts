import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { RekeyError } from '../model/rekey-error';
import type { SecretValue } from '../model/secret-value';

/** Bytes of a signing key: Standard Webhooks asks for 24 to 64. */
const keyBytes = { least: 24, most: 64 };

const contentSchema = z.union([
  z.object({ whsec: z.string() }).transform(({ whsec }) => whsec),
  z.object({ key: z.string() }).transform(({ key }) => key),
]);

/** Signs with the key in a secret's content: JSON with `key` or `whsec`, or the bare `whsec_...`. @throws RekeyError `misconfigured`, which never quotes the content */
export function webhookSignerOf(content: SecretValue): Webhook {
  const key = keyIn(content.reveal().trim());
  const encoded = key?.replace(/^whsec_/, '') ?? '';
  const bytes = /^[A-Za-z0-9+/]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  if (bytes.length < keyBytes.least || bytes.length > keyBytes.most) {
    throw new RekeyError(
      'misconfigured',
      'the secret of a webhook holds no signing key: put "whsec_" and 24 to 64 bytes in base64, or JSON with that as "key"',
    );
  }
  return new Webhook(bytes, { format: 'raw' });
}

function keyIn(text: string): string | undefined {
  if (!text.startsWith('{')) return text;
  try {
    return contentSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // the parser's own message quotes the text
  }
}
