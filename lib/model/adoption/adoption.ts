import { z } from 'zod';
import { versionIdSchema } from '../ids';
import { instantSchema } from '../instant';
import { adoptSchema } from '../manifest/manifest';

/** An existing credential as a key took it over, once. */
export const adoptionSchema = z.object({
  /** By which declaration. */
  adopt: adoptSchema,
  versionId: versionIdSchema,
  at: instantSchema,
  /** What the credential may do, where the issuer shows it: a digest to compare with what is declared, and a sentence. */
  grant: z
    .object({
      digest: z.string().length(64),
      says: z.string(),
      /** True where that is other than what is declared now. */
      differs: z.boolean(),
    })
    .optional(),
  /** Credentials that the issuer had for its principal then, where it allows only so many. */
  slots: z.object({ used: z.number().int(), of: z.number().int() }).optional(),
});
export type Adoption = z.infer<typeof adoptionSchema>;
