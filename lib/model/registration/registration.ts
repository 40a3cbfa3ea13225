import { z } from 'zod';
import { instantSchema } from '../instant';
import { keyPatternSchema } from '../manifest/key-pattern';

/**
 * What somebody asks of a key in the name of a stack. That IAM let them through the door is all that is proven: the stack is
 * their claim. Texts are as they came, to be checked where the answer is made.
 */
export const registrationSchema = z.object({
  wish: z.enum(['declare', 'release']),
  key: z.string(),
  /** The manifest's JSON; absent to release. */
  manifest: z.string().optional(),
  stackId: z.string(),
  /** Logical id of the stack's resource. */
  resource: z.string(),
  /** The key that the resource declared before; absent when it is made. */
  previous: z.string().optional(),
  /** Keys that the door is for; absent: all. */
  keys: z.array(keyPatternSchema).optional(),
  acceptedAt: instantSchema,
  /** When the first value has to be current. */
  until: instantSchema,
  /** True once the declaration stands in the ledger. */
  applied: z.boolean(),
});
export type Registration = z.infer<typeof registrationSchema>;
