import { z } from 'zod';
import { causeSchema } from '../ledger/cause';
import { actorSchema, commandIdSchema, versionIdSchema } from '../ids';
import { instantSchema } from '../instant';

/** Why a try did not succeed, in the words of the issuer port's error kinds or of the engine. */
export const failureSchema = z.object({ kind: z.string(), reason: z.string(), at: instantSchema });
export type Failure = z.infer<typeof failureSchema>;

/** A rotation in flight: at most one a key, for one parent version, carried on by whoever holds the claim. */
export const rotationSchema = z.object({
  commandId: commandIdSchema,
  cause: causeSchema,
  actor: actorSchema,
  /** The version this rotation replaces; it must still be current for anything to happen. */
  parent: versionIdSchema,
  /** Counts up when a value had to be given up, 1 for the first. */
  attempt: z.number().int().positive(),
  versionId: versionIdSchema,
  label: z.string(),
  /** When this attempt was intended first. */
  begunAt: instantSchema,
  /** Until when its holder may act; absent: nobody holds it. */
  claimUntil: instantSchema.optional(),
  /** True once the ledger holds the version this attempt minted. */
  stored: z.boolean(),
  /** True: this attempt replaces the parent's value in place at the issuer, which may have been done; absent: it mints. */
  rolls: z.boolean().optional(),
  /** True: what was rolled has other rights than declared, and another roll keeps them; absent: nobody has seen that. */
  wrongRights: z.boolean().optional(),
  /** From when on no roll can still arrive that an earlier holder of the claim sent; absent: nobody sent one. */
  settledAt: instantSchema.optional(),
  /** Until when the parent may be accepted because of a roll whose answer was lost; absent: none was, or none gave it a grace. */
  graceUntil: instantSchema.optional(),
  /** Ids at the issuer before the mint, for issuers without labels. */
  idsBefore: z.array(z.string()).optional(),
  /** For whom it is minted, where an issuer keeps credentials under somebody. */
  principal: z.string().optional(),
  /** How old what this attempt mints may get, in seconds, by the policy it was begun under; absent: the manifest's. */
  maxAgeSeconds: z.number().int().positive().optional(),
  /** Tries that failed since the rotation began. */
  failures: z.number().int().nonnegative(),
  lastFailure: failureSchema.optional(),
  /** Not to be carried on before; absent: at once. */
  nextTryAt: instantSchema.optional(),
  /** True once another grant was declared since this attempt began: what it mints may have the one before. */
  grantChanged: z.boolean().optional(),
});
export type Rotation = z.infer<typeof rotationSchema>;
