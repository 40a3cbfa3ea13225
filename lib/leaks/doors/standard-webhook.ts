import { createHmac, timingSafeEqual } from 'node:crypto';
import { epochMs, type Instant } from '../../model/instant';
import { RekeyError } from '../../model/rekey-error';
import type { SecretValue } from '../../model/secret-value';
import type { DoorRequest } from './door';

/** How far a timestamp may be from now, in either direction, in seconds. */
const toleranceSeconds = 300;

/** Fewer random bytes are no key: the specification asks for 24 to 64. */
const fewestKeyBytes = 24;

/**
 * The id of a message that one of the keys signed within five minutes of now; undefined for any other. Signed are id, timestamp and
 * raw body: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md. @throws RekeyError `misconfigured` for a key that is none
 */
export function standardWebhookId(
  keys: readonly SecretValue[],
  { headers, body }: DoorRequest,
  now: Instant,
): string | undefined {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  if (!/^[\x21-\x7e]{1,256}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return undefined;
  if (Math.abs(epochMs(now) / 1000 - Number(timestamp)) > toleranceSeconds) return undefined;
  const given = signaturesIn(headers['webhook-signature'] ?? '');
  const isSigned = keys.map(keyBytes).some((key) => {
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
  return isSigned ? id : undefined;
}

/** Signatures of version 1, ten at most: a sender that changes its key sends two. */
function signaturesIn(header: string): Buffer[] {
  const parts = header.split(' ', 10).map((part) => /^v1,([A-Za-z0-9+/]{43}=)$/.exec(part)?.[1]);
  return parts.flatMap((part) => (part === undefined ? [] : [Buffer.from(part, 'base64')]));
}

function keyBytes(key: SecretValue): Buffer {
  const bytes = Buffer.from(key.reveal().replace(/^whsec_/, ''), 'base64');
  if (bytes.length >= fewestKeyBytes) return bytes;
  throw new RekeyError(
    'misconfigured',
    'a signing key is no base64 of 24 bytes or more: make one as docs/leaks.md says',
  );
}
