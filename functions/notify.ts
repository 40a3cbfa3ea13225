import { deliver } from '../lib/notify/deliver';
import { parseNotification } from '../lib/notify/notification';
import { notify } from '../lib/notify/notify';
import type { LogFields } from '../lib/ports/telemetry';
import { eachRecord } from './wiring/each-record';
import { invoked } from './wiring/invoked';
import { notifyWorld } from './wiring/notify-world';
import { once } from './wiring/once';

const coldStart = once(notifyWorld);

/** The queue of messages: events of the bus, and one delivery for each channel that an event goes to. */
export const handler = invoked(
  eachRecord(
    async (body): Promise<LogFields> => {
      const world = await coldStart();
      const notification = parseNotification(body);
      if (notification.kind === 'event') {
        const { event } = notification;
        await notify(world, event);
        return { event: event.type, entry: event.id };
      }
      const { event, channel } = notification.delivery;
      await deliver(world, notification.delivery);
      return { event: event.type, entry: event.id, channel: channel.kind };
    },
    { order: 'at once' },
  ),
);
