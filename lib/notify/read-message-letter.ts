import type { LetterContent } from '../ports/dead-letters';
import { type Notification, parseNotification } from './notification';

/** Reads a letter of the queue of messages: which event, for which kind of channel, but no address and no text. */
export function readMessageLetter(body: string): LetterContent | undefined {
  const message = notificationIn(body);
  if (message === undefined) return undefined;
  const { event, way } =
    message.kind === 'event'
      ? { event: message.event, way: 'for every channel' }
      : { event: message.delivery.event, way: `by ${message.delivery.channel.kind}` };
  return { what: `"${event.type}" ${way}`, ...(event.key && { key: event.key.id }) };
}

function notificationIn(body: string): Notification | undefined {
  try {
    return parseNotification(body);
  } catch {
    return undefined;
  }
}
