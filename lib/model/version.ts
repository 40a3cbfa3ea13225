import { z } from 'zod';
import { causeSchema } from './cause';
import { dueSchema } from './due';
import { incidentIdSchema, keyIdSchema, versionIdSchema } from './ids';
import { instantSchema } from './instant';

/** The states of a version that people see. */
export const versionStateSchema = z.enum(['pending', 'current', 'retiring', 'revoked', 'dead']);
export type VersionState = z.infer<typeof versionStateSchema>;

/** How an issuer finds a credential again: its own id, or the label where the id is the value itself. Never the value. */
export const keyRefSchema = z.object({
  /** Absent where the issuer's id is the value (Unleash): then the label finds it. */
  id: z.string().optional(),
  label: z.string(),
});
export type KeyRef = z.infer<typeof keyRefSchema>;

/** One credential value of an org key. */
export const versionSchema = z.object({
  keyId: keyIdSchema,
  versionId: versionIdSchema,
  state: versionStateSchema,
  cause: causeSchema,
  /** Absent for the placeholder. */
  parent: versionIdSchema.optional(),
  /** Absent for the placeholder, which no issuer knows. */
  ref: keyRefSchema.optional(),
  /** True for the text that AWS wants in a new secret before the first value: no issuer minted it. */
  placeholder: z.boolean(),
  issuedAt: instantSchema,
  /** The hard end by the policy it was issued under. */
  expiresAt: instantSchema.optional(),
  currentAt: instantSchema.optional(),
  retireAt: instantSchema.optional(),
  revokedAt: instantSchema.optional(),
  /** By when the issuer should refuse it, once revoked. */
  deadBy: instantSchema.optional(),
  deadAt: instantSchema.optional(),
  /** Refusals in a row seen by the probe; 2 make it dead. */
  refusals: z.number().int().nonnegative(),
  /** True once it was told that it outlived `deadBy`. */
  overdueTold: z.boolean(),
  incidentId: incidentIdSchema.optional(),
  due: dueSchema.optional(),
});
export type Version = z.infer<typeof versionSchema>;

/** An attempt that was given up: its label is searched once more, for a mint that came late. */
export const attemptSchema = z.object({
  keyId: keyIdSchema,
  versionId: versionIdSchema,
  label: z.string(),
  /** Ids at the issuer before the mint, for issuers without labels. */
  idsBefore: z.array(z.string()).optional(),
  begunAt: instantSchema,
  due: dueSchema,
});
export type Attempt = z.infer<typeof attemptSchema>;
