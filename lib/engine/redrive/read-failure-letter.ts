import { z } from 'zod';
import type { LetterContent } from '../../ports';

/** What Lambda writes to a destination when an invocation, or a batch of a stream, failed: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const failureSchema = z.object({ requestContext: z.object({ condition: z.string() }) });

/** The event of a rule on a schedule that could not start its target. */
const scheduledSchema = z.object({ source: z.literal('aws.events'), 'detail-type': z.literal('Scheduled Event') });

/** Reads a letter that tells of a failed invocation; it is not what failed. */
export function readFailureLetter(letter: unknown): LetterContent | undefined {
  const failure = failureSchema.safeParse(letter).data;
  // A closed word of Lambda's, but the queue is no proof of who wrote it.
  if (failure)
    return { what: `failed: ${/^\w{1,40}$/.exec(failure.requestContext.condition)?.[0] ?? 'for an unknown reason'}` };
  return scheduledSchema.safeParse(letter).success ? { what: 'not started' } : undefined;
}
