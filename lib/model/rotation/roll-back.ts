import { z } from 'zod';
import { actorSchema, commandIdSchema, versionIdSchema } from '../ids';
import { instantSchema } from '../instant';

/** A roll-back in flight: an earlier version is being made current again. Meanwhile no rotation is begun. */
export const rollBackSchema = z.object({
  commandId: commandIdSchema,
  actor: actorSchema,
  reason: z.string(),
  /** The version that is current. */
  from: versionIdSchema,
  /** The version that is to be current again. */
  to: versionIdSchema,
  begunAt: instantSchema,
  /** No further try after this; the old version is held alive for as long again. */
  until: instantSchema,
  /** When the sweep takes it up, should nobody have finished it. */
  nextTryAt: instantSchema,
});
export type RollBack = z.infer<typeof rollBackSchema>;
