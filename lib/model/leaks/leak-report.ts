import { z } from 'zod';
import { actorSchema, fingerprintSchema, issuerNameSchema } from '../ids';
import { instantSchema } from '../instant';
import { sourceTrustSchema } from './source-trust';

/** Whether the credential stands where anybody can read it; `public` only when attested by a source or an operator. */
export const exposureSchema = z.enum(['public', 'private', 'unknown']);
export type Exposure = z.infer<typeof exposureSchema>;

/** Where a credential was seen. Text from a report is an attacker's text: already cut, and without the value. */
export const sightingSchema = z.object({
  source: z.string().max(64),
  file: z.string().max(512).optional(),
  line: z.number().int().positive().optional(),
  url: z.string().max(1024).optional(),
  rule: z.string().max(128).optional(),
});
export type Sighting = z.infer<typeof sightingSchema>;

/** One credential-like string of a report, stripped of its value. */
export const findingSchema = z.object({
  /** Fingerprints of its readings (as it stood, unquoted, decoded, ...), best first. */
  candidates: z.array(fingerprintSchema).min(1).max(16),
  /** The issuer whose own form one reading has. */
  form: issuerNameSchema.optional(),
  sighting: sightingSchema,
});
export type Finding = z.infer<typeof findingSchema>;

/** A part of an accepted report, as it travels from intake to match: fingerprints only. */
export const leakReportSchema = z.object({
  reportId: z.string(),
  acceptedAt: instantSchema,
  actor: actorSchema,
  source: z.string().max(64),
  /** True when Rekey computed the fingerprints from the values themselves. */
  possession: z.boolean(),
  exposure: exposureSchema,
  /** What the sender claimed, where it may not attest that. */
  claimed: exposureSchema.optional(),
  /** How far the source is believed. @default plain */
  trust: sourceTrustSchema.optional(),
  /** Which part of how many this is; absent: it is the whole report. */
  part: z.object({ number: z.number().int().positive(), of: z.number().int().positive() }).optional(),
  findings: z.array(findingSchema).min(1),
});
export type LeakReport = z.infer<typeof leakReportSchema>;
