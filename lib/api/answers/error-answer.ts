import { z } from 'zod';
import { errorCodes } from '../../model/rekey-error';

/** The one shape of every refusal. */
export const errorAnswerSchema = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    message: z.string(),
    /** What is wrong, field by field; empty when it is not about fields. */
    problems: z.array(z.object({ field: z.string(), message: z.string() })),
  }),
});
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;
