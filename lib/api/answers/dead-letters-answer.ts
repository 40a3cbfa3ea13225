import { z } from 'zod';
import { deadLetterQueueSchema } from '../../model/work/dead-letter-queue';
import { keyIdSchema } from '../../model/ids';
import { instantSchema } from '../../model/instant';

/** What `GET /v1/dead-letters` answers: each queue with a sample of its letters, and no text of them. */
export const deadLettersAnswerSchema = z.object({
  queues: z.array(
    z.object({
      queue: deadLetterQueueSchema,
      /** Approximate, as SQS counts. */
      waiting: z.number().int().nonnegative(),
      /** Held by somebody who took them within the last two minutes. */
      taken: z.number().int().nonnegative(),
      onRedrive: z.enum(['send-back', 'acknowledge']),
      oldestSentAt: instantSchema.optional(),
      letters: z.array(
        z.object({
          id: z.string(),
          sentAt: instantSchema,
          /** Absent: nobody would understand it. */
          content: z.object({ what: z.string(), key: keyIdSchema.optional() }).optional(),
        }),
      ),
    }),
  ),
});
export type DeadLettersAnswer = z.infer<typeof deadLettersAnswerSchema>;

/** What `POST /v1/redrive/{queue}` answers, of the letters that this call took. */
export const redriveAnswerSchema = z.object({
  sentBack: z.number().int().nonnegative(),
  acknowledged: z.number().int().nonnegative(),
  /** Ids of the letters that stay, because nobody would understand them. */
  unreadable: z.array(z.string()),
});
export type RedriveAnswer = z.infer<typeof redriveAnswerSchema>;
