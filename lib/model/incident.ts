import { z } from 'zod';
import { dueSchema } from './due';
import { actorSchema, incidentIdSchema, issuerNameSchema, keyIdSchema, versionIdSchema } from './ids';
import { instantSchema } from './instant';
import { exposureSchema, sightingSchema } from './leak-report';
import { versionStateSchema } from './version';

/** What Rekey does about a leak, from least to most. */
export const verdictKindSchema = z.enum(['dismiss', 'overlap', 'kill']);
export type VerdictKind = z.infer<typeof verdictKindSchema>;

/** A decision about a leak, with what it rested on. */
export const verdictSchema = z.object({
  kind: verdictKindSchema,
  reason: z.string(),
  at: instantSchema,
  inputs: z.object({
    possession: z.boolean(),
    exposure: exposureSchema,
    /** What was claimed by somebody who may not attest it. */
    claimed: exposureSchema.optional(),
    /** Who says so. */
    attestedBy: z.string(),
    versionState: versionStateSchema,
  }),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** One report as an incident remembers it. */
export const reportSchema = z.object({
  reportId: z.string(),
  acceptedAt: instantSchema,
  actor: actorSchema,
  exposure: exposureSchema,
  sightings: z.array(sightingSchema),
});
export type Report = z.infer<typeof reportSchema>;

/** What was done when. */
export const incidentStepSchema = z.object({ at: instantSchema, what: z.string() });

/** What Rekey does about the reports for one version. */
export const incidentSchema = z.object({
  incidentId: incidentIdSchema,
  keyId: keyIdSchema,
  issuer: issuerNameSchema,
  versionId: versionIdSchema,
  openedAt: instantSchema,
  /** `open`: something is still to be done; `contained`: revoked; `closed`: dead, or dismissed. */
  state: z.enum(['open', 'contained', 'closed']),
  verdict: verdictSchema,
  /** The newest reports, 10 at most; `reportCount` counts them all. */
  reports: z.array(reportSchema),
  /** Ids of reports before those, 200 at most: what repeats one of them is not counted again. */
  earlierReportIds: z.array(z.string()).optional(),
  reportCount: z.number().int().positive(),
  timeline: z.array(incidentStepSchema),
  due: dueSchema.optional(),
});
export type Incident = z.infer<typeof incidentSchema>;
