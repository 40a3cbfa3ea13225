import { createHash } from 'node:crypto';
import type { RekeyEvent } from '../model/event';

/**
 * The `webhook-id` of an event for one address: the same however often it is sent, so that a receiver can drop what it has. In a ledger that was
 * restored, another entry may have the place of one that was told before: by its hash it is another event.
 */
export function webhookIdOf({ installation, id, entry }: RekeyEvent, url: string): string {
  const digest = createHash('sha256').update(JSON.stringify([installation, id, entry.hash, url]));
  return `msg_${digest.digest('hex').slice(0, 32)}`;
}
