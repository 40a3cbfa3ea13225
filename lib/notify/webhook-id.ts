import { createHash } from 'node:crypto';
import type { RekeyEvent } from '../model/event';

/** The `webhook-id` of an event for one address: the same however often it is sent, so that a receiver can drop what it has. */
export function webhookIdOf({ installation, id }: Pick<RekeyEvent, 'installation' | 'id'>, url: string): string {
  const digest = createHash('sha256').update(JSON.stringify([installation, id, url]));
  return `msg_${digest.digest('hex').slice(0, 32)}`;
}
