import { z } from 'zod';
import { eventSchema, type RekeyEvent } from '../model/event';
import { RekeyError } from '../model/rekey-error';
import { type Delivery, deliverySchema } from './delivery';

/** What stands on the queue of `notify`: an event as the bus wrote it, still to be fanned out, or one delivery of it. */
export type Notification = { kind: 'event'; event: RekeyEvent } | { kind: 'delivery'; delivery: Delivery };

/** The envelope of EventBridge; other fields are its own. */
const envelopeSchema = z.looseObject({ source: z.literal('rekey'), detail: eventSchema });

/** Reads the body of a queue message. @throws RekeyError `bad_input` when it is neither an event of ours nor a delivery */
export function parseNotification(body: string): Notification {
  const message = json(body);
  const delivery = deliverySchema.safeParse(message);
  if (delivery.success) return { kind: 'delivery', delivery: delivery.data };
  const envelope = envelopeSchema.safeParse(message);
  if (envelope.success) return { kind: 'event', event: envelope.data.detail };
  const fields = envelope.error.issues.map(({ path }) => path.join('.') || 'the message');
  throw new RekeyError('bad_input', `neither an event of rekey nor a delivery: ${fields.join(', ')} do not fit`);
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new RekeyError('bad_input', 'a message on the queue of notify is no JSON');
  }
}
