import { z } from 'zod';

/** Asks for a look at what a restored ledger does not know, or for taking it in. */
export const recoverRequestSchema = z.strictObject({
  adopt: z.boolean().optional().describe('True: what is found is taken into the ledger. Default: it is only looked.'),
});
