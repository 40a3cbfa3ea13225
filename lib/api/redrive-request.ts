import { z } from 'zod';

/** Most letters of one call: with two requests of SQS each they take some seconds of the function's 29. */
export const lettersPerCall = 50;

/** Asks for letters of a dead-letter queue to be sent back. */
export const redriveRequestSchema = z.strictObject({
  max: z.number().int().min(1).max(lettersPerCall).optional().describe(`How many at most. Default: ${lettersPerCall}.`),
});
