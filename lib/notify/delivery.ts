import { z } from 'zod';
import { eventSchema } from '../model/event';
import { channelSchema } from './channel';

/** One event for one channel: a message of its own on the queue, so that a channel that fails is retried and dead-lettered alone. */
export const deliverySchema = z.strictObject({ event: eventSchema, channel: channelSchema });
export type Delivery = z.infer<typeof deliverySchema>;
