import { z } from 'zod';
import { dueSchema } from '../ledger/due';
import { keyIdSchema } from '../ids';
import { instantSchema } from '../instant';

/** What stands in the way of a kill, or of the replacement that follows it. */
export const hindranceSchema = z.object({
  what: z.enum(['admin', 'slot', 'probe', 'name', 'secret']),
  reason: z.string(),
});
export type Hindrance = z.infer<typeof hindranceSchema>;

/** How a key was when it was looked at last, and when it is looked at next. It stands beside the key and outside its chain, which hears of changes only. */
export const healthSchema = z.object({
  keyId: keyIdSchema,
  /** Absent until the first look ended. */
  checkedAt: instantSchema.optional(),
  /** Empty: the key is ready to be killed. */
  hindrances: z.array(hindranceSchema),
  /** From the accepted revocation of the last version that died to its proven death. */
  secondsToDeath: z.number().nonnegative().optional(),
  /** Absent for a key that was released. */
  due: dueSchema.optional(),
});
export type Health = z.infer<typeof healthSchema>;
