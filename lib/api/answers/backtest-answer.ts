import { z } from 'zod';
import { keyIdSchema } from '../../model/ids';
import { instantSchema } from '../../model/instant';

/** What a key's schedule would have done in the past. */
export const backtestAnswerSchema = z.object({
  keyId: keyIdSchema,
  from: instantSchema,
  until: instantSchema,
  /** How many rotations there would have been; the list holds the last 200 of them. */
  count: z.number().int().nonnegative(),
  rotations: z.array(z.object({ at: instantSchema, ageSeconds: z.number(), overdue: z.boolean() })),
  nextAt: instantSchema.optional(),
  findings: z.array(
    z.object({
      kind: z.enum(['overlap', 'leak', 'slots', 'policy']),
      consumer: z.string().optional(),
      message: z.string(),
    }),
  ),
});
export type BacktestAnswer = z.infer<typeof backtestAnswerSchema>;
