import { z } from 'zod';
import { issuerNameSchema } from '../model/ids';

const pause = {
  for: z.string().min(2).max(16).describe('How long, such as 4h; 30d at most. It ends by itself.'),
  reason: z.string().trim().min(1).max(512).describe('Why; it stands in the ledger.'),
  containment: z.boolean().optional().describe('True: leaks are not contained either. Default: they are.'),
};
const issuer = issuerNameSchema.optional().describe('Only the keys of this issuer. Default: all keys.');

/** Asks for a pause of one key. */
export const pauseKeyRequestSchema = z.strictObject(pause);

/** Asks for a pause of all keys, or those of an issuer. */
export const pauseWidelyRequestSchema = z.strictObject({ ...pause, issuer });

/** Asks for the end of such a pause. */
export const resumeWidelyRequestSchema = z.strictObject({ issuer });
