import { z } from 'zod';
import { issuerNameSchema, keyIdSchema, versionIdSchema } from '../ids';
import { instantSchema } from '../instant';

/** Id of one run of a recovery: what repeats an older one is not carried on. */
export const recoveryIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** A version of a secret that the ledger, restored from a backup, does not know. */
export const unknownVersionSchema = z.object({
  versionId: versionIdSchema,
  /** What it becomes: the current version, or one that retires after the full overlap. */
  as: z.enum(['current', 'retiring']),
  /** Staging labels that it has. */
  labels: z.array(z.string()),
  /** The credential at the issuer that carries its label; absent: none is listed, so its value is asked about. */
  credential: z.string().optional(),
});
export type UnknownVersion = z.infer<typeof unknownVersionSchema>;

/** What a key's secret and its issuer hold that the ledger does not know, as last seen, or what was made of it. */
export const keyRecoverySchema = z.object({
  keyId: keyIdSchema,
  issuer: issuerNameSchema,
  recoveryId: recoveryIdSchema,
  at: instantSchema,
  /** `intact`: the ledger knows all; `differs`: there is something to take in, or something is gone; `blocked`: a person has to decide first. */
  state: z.enum(['intact', 'differs', 'blocked', 'recovered']),
  unknown: z.array(unknownVersionSchema),
  /** Versions that live in the ledger, and that the issuer lists no more. */
  gone: z.array(versionIdSchema),
  /** Credentials with the key's label that neither ledger nor secret knows: the reaper's, later. */
  strays: z.array(z.string()),
  /** Why it is blocked, and what to do. */
  problem: z.string().optional(),
});
export type KeyRecovery = z.infer<typeof keyRecoverySchema>;

/** How far the recovery of an issuer's keys is. */
export const issuerRecoverySchema = z.object({
  issuer: issuerNameSchema,
  recoveryId: recoveryIdSchema,
  /** False: it only looks. */
  adopt: z.boolean(),
  state: z.enum(['running', 'done']),
  movedAt: instantSchema,
  /** Credentials with this installation's label whose key the ledger does not know, 50 at most: declared since the backup. */
  strangers: z.array(z.string()),
});
export type IssuerRecovery = z.infer<typeof issuerRecoverySchema>;
