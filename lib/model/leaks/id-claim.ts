import { z } from 'zod';
import { actorSchema, issuerNameSchema } from '../ids';
import { instantSchema } from '../instant';
import { exposureSchema, sightingSchema } from './leak-report';

/** An issuer's own id for a credential, as a sender names it; IAM's access key ids have 16 to 128 word characters. */
export const publicIdSchema = z.string().regex(/^[\w.:-]{4,128}$/);

/** Word that credentials leaked which the sender names by their issuer's ids alone; it travels from intake to match. */
export const idClaimSchema = z.strictObject({
  kind: z.literal('id-claim'),
  reportId: z.string(),
  acceptedAt: instantSchema,
  actor: actorSchema,
  issuer: issuerNameSchema,
  ids: z.array(publicIdSchema).min(1).max(100),
  exposure: exposureSchema,
  /** What the sender claimed, where it may not attest that. */
  claimed: exposureSchema.optional(),
  sighting: sightingSchema,
});
export type IdClaim = z.infer<typeof idClaimSchema>;
