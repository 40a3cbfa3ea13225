import { z } from 'zod';
import { causeSchema } from './cause';
import { dueSchema } from './due';
import { incidentIdSchema, keyIdSchema, versionIdSchema } from '../ids';
import { instantSchema } from '../instant';

/** The states of a version that people see. */
export const versionStateSchema = z.enum(['pending', 'current', 'retiring', 'revoked', 'dead']);
export type VersionState = z.infer<typeof versionStateSchema>;

/** How an issuer finds a credential again: its own id, or the label where the id is the value itself. Never the value. */
export const keyRefSchema = z.object({
  /** Absent where the issuer's id is the value (Unleash): then the label finds it. */
  id: z.string().optional(),
  label: z.string(),
  /** Whose credential it is, where an issuer keeps them under somebody: the name of an IAM user. */
  principal: z.string().optional(),
});
export type KeyRef = z.infer<typeof keyRefSchema>;

/** The refusal of the sessions that were made with a credential before it was revoked. */
export const sessionEndSchema = z.object({
  /** Sessions begun before are refused. */
  before: instantSchema,
  /** When the last of them has ended by itself, and the refusal is lifted. */
  liftAt: instantSchema,
  /** False: the issuer has not accepted the refusal yet; it is asked again. */
  accepted: z.boolean(),
});
export type SessionEnd = z.infer<typeof sessionEndSchema>;

/** The end of a value that its issuer replaced in place by the next one. */
export const rolledSchema = z.object({
  /** When the next one was known to be there. */
  at: instantSchema,
  /** Until when the issuer accepts it at the longest; the same as `at` where there is no grace. */
  until: instantSchema,
});
export type Rolled = z.infer<typeof rolledSchema>;

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
  /** Since when its age counts, for a version that was older than its policy allows when Rekey took it over; absent: since its issue. */
  agesFrom: instantSchema.optional(),
  /** The hard end by the policy it was issued under, or the one its issuer knows; absent for a version of others' making that has none. */
  expiresAt: instantSchema.optional(),
  currentAt: instantSchema.optional(),
  retireAt: instantSchema.optional(),
  /** Present once its issuer replaced it in place: it ends by that, and the credential it was a value of is the next version's. */
  rolled: rolledSchema.optional(),
  /** When it was switched off, at an issuer with a quarantine; it can still be switched on again there. */
  disabledAt: instantSchema.optional(),
  /** When a version that was switched off is revoked. */
  revokeAt: instantSchema.optional(),
  revokedAt: instantSchema.optional(),
  /** By when the issuer should refuse it, once revoked. */
  deadBy: instantSchema.optional(),
  deadAt: instantSchema.optional(),
  /** Refusals in a row seen by the probe; 2 make it dead. */
  refusals: z.number().int().nonnegative(),
  /** True once it was told that it outlived `deadBy`. */
  overdueTold: z.boolean(),
  incidentId: incidentIdSchema.optional(),
  /** Present after a kill at an issuer whose sessions outlive the credential they were made with. */
  sessions: sessionEndSchema.optional(),
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
  /** Under whom it is searched, where an issuer keeps credentials under somebody. */
  principal: z.string().optional(),
  begunAt: instantSchema,
  due: dueSchema,
});
export type Attempt = z.infer<typeof attemptSchema>;
