import { z } from 'zod';
import { issuerNameSchema, keyIdSchema } from '../../model/ids';
import { issuerRecoverySchema, keyRecoverySchema } from '../../model/recovery/recovery';

/** How far a recovery is, and what it found of a page of the keys. */
export const recoveryAnswerSchema = z.object({
  /** True: the ledger is still one that was restored, and everything that mints or revokes waits. */
  restored: z.boolean(),
  issuers: z.array(issuerRecoverySchema),
  /** Keys of the page of which the run that is asked for has something to say. */
  keys: z.array(keyRecoverySchema),
  /** Keys of the page whose issuer is not deployed, so that nobody looks at them. */
  unreachable: z.array(z.object({ keyId: keyIdSchema, issuer: issuerNameSchema })),
  next: z.string().optional(),
});
export type RecoveryAnswer = z.infer<typeof recoveryAnswerSchema>;
