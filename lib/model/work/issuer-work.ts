import { z } from 'zod';
import { discoveryIdSchema } from '../discovery/discovery';
import { instantOf, instantSchema } from '../instant';
import { recoveryIdSchema } from '../recovery/recovery';

/** EventBridge writes times without milliseconds, `2026-11-23T20:20:00Z`: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
const dueAt = z.union([instantSchema, z.iso.datetime().transform((text) => instantOf(Date.parse(text)))]);

/** Work on a whole issuer, for whichever worker's queue it is in; it concerns no single key. */
export const issuerWorkSchema = z.discriminatedUnion('kind', [
  /** Sent every hour by a rule. */
  z.object({ kind: z.literal('reap'), dueAt }),
  /** Goes on with a discovery that somebody asked for. */
  z.object({ kind: z.literal('discover'), discoveryId: discoveryIdSchema, dueAt }),
  /** Goes on with the recovery of a restored ledger: from a page of all keys, and from where in it. */
  z.object({
    kind: z.literal('recover'),
    recoveryId: recoveryIdSchema,
    adopt: z.boolean(),
    after: z.string().optional(),
    skip: z.number().int().nonnegative(),
    dueAt,
  }),
]);
export type IssuerWork = z.infer<typeof issuerWorkSchema>;
