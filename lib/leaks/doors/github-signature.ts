import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SecretValue } from '../../model/secret-value';

/** Whether `X-Hub-Signature-256` was made over this body with one of the keys: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export function isSignedByGithub(keys: readonly SecretValue[], body: Buffer, signature: string | undefined): boolean {
  const [, hex] = /^sha256=([0-9a-f]{64})$/.exec(signature ?? '') ?? [];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  return keys.some((key) => timingSafeEqual(createHmac('sha256', key.reveal()).update(body).digest(), given));
}
