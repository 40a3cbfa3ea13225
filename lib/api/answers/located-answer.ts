import { z } from 'zod';
import { issuerNameSchema, keyIdSchema, versionIdSchema } from '../../model/ids';
import { versionSchema } from '../../model/ledger/version';

/** A version that a value, or an issuer's id of a credential, belongs to. */
export const locatedSchema = z.object({
  keyId: keyIdSchema,
  versionId: versionIdSchema,
  /** `id`: only the issuer's own id was there, which proves nothing of the value. */
  by: z.enum(['value', 'id']),
  state: versionSchema.shape.state,
  /** Whether it is the key's current version. */
  current: z.boolean(),
  keyStatus: z.enum(['active', 'released']),
  issuer: issuerNameSchema,
  owner: z.string(),
  deputies: z.array(z.string()),
  team: z.string().optional(),
  ...versionSchema.pick({ issuedAt: true, retireAt: true, revokedAt: true, deadAt: true, incidentId: true }).shape,
});
export type LocatedVersion = z.infer<typeof locatedSchema>;

/** The versions that were looked for and found; an empty list: none of this installation's. */
export const locatedAnswerSchema = z.object({ versions: z.array(locatedSchema) });
