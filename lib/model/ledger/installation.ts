import { z } from 'zod';
import { installationIdSchema } from '../ids';
import { instantSchema } from '../instant';
import { widePauseSchema } from '../work/pause';

/** One deployment of Rekey, and the head of its own chain. */
export const installationSchema = z.object({
  installationId: installationIdSchema,
  createdAt: instantSchema,
  /** The id of the table that the ledger is kept in; another one means that the table was restored from a backup, and not recovered yet. */
  epoch: z.string(),
  /** When the ledger was recovered last: of what was minted before, it may have forgotten something; absent: never. */
  recoveredAt: instantSchema.optional(),
  sequence: z.number().int().positive(),
  headHash: z.string().length(64),
  /** Pauses of all keys or of an issuer's, over ones among them; absent: none. */
  pauses: z.array(widePauseSchema).optional(),
});
export type Installation = z.infer<typeof installationSchema>;
