import { z } from 'zod';
import { keyIdSchema } from '../../model/ids';
import { instantSchema } from '../../model/instant';
import { modeSchema } from '../../model/manifest/manifest';

/** What applying a declaration would do, in the ledger and at the issuer. */
export const keyPlanAnswerSchema = z.object({
  keyId: keyIdSchema,
  change: z.enum(['create', 'update', 'none', 'release']),
  fields: z.array(z.object({ field: z.string(), from: z.unknown().optional(), to: z.unknown().optional() })),
  /** Whether Rekey acts on the key, or only says what it would do. */
  mode: modeSchema.optional(),
  /** Sentences: what would be minted, revoked, and when. */
  atIssuer: z.array(z.string()),
  /** When the next rotation would be due; absent where the age of what is adopted is not known yet. */
  rotateAt: instantSchema.optional(),
  warnings: z.array(z.string()),
});
export type KeyPlanAnswer = z.infer<typeof keyPlanAnswerSchema>;

/** A plan that was carried out; `applied` is false when nothing had to change. */
export const appliedAnswerSchema = keyPlanAnswerSchema.extend({ applied: z.boolean() });
export type AppliedAnswer = z.infer<typeof appliedAnswerSchema>;
