import { z } from 'zod';
import { dueSchema } from '../ledger/due';
import { actorSchema, incidentIdSchema, issuerNameSchema, keyIdSchema, versionIdSchema } from '../ids';
import { instantSchema } from '../instant';
import { exposureSchema, sightingSchema } from './leak-report';
import { sourceTrustSchema } from './source-trust';
import { versionStateSchema } from '../ledger/version';

/** What Rekey does about a leak, from least to most; `hold`: a person decides. */
export const verdictKindSchema = z.enum(['dismiss', 'hold', 'overlap', 'kill']);
export type VerdictKind = z.infer<typeof verdictKindSchema>;

/** What can be done to a version that lives. */
export const containmentSchema = verdictKindSchema.extract(['overlap', 'kill']);
export type Containment = z.infer<typeof containmentSchema>;

/** Why a containment waits for a person: too many keys from one sender, kills of one key too often, a claim that nothing supports. */
export const heldForSchema = z.enum(['flood', 'repeated kills', 'low trust']);
export type HeldFor = z.infer<typeof heldForSchema>;

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
    /** By whom leaks are counted: the source and its proven sender. */
    sender: z.string().optional(),
    trust: sourceTrustSchema.optional(),
    /** Distinct keys that the sender named within ten minutes, at least. */
    keysOfSender: z.number().int().nonnegative().optional(),
    /** Kills of the key within the 24 hours before. */
    earlierKills: z.number().int().nonnegative().optional(),
  }),
  /** Present when it is, or was, held: why. */
  heldFor: heldForSchema.optional(),
  /** What it would have been without the hold. */
  otherwise: containmentSchema.optional(),
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

/** What a person decided about an incident, and why. */
export const decisionSchema = z.object({
  what: z.enum(['approved', 'dismissed']),
  actor: actorSchema,
  reason: z.string(),
  at: instantSchema,
  /** True: made in spite of an earlier decision, of what was done already, or of a pause of containments; such a pause does not stop it. */
  override: z.boolean(),
});
export type Decision = z.infer<typeof decisionSchema>;

/** What was done when. */
export const incidentStepSchema = z.object({ at: instantSchema, what: z.string() });

/** What Rekey does about the reports for one version. */
export const incidentSchema = z.object({
  incidentId: incidentIdSchema,
  keyId: keyIdSchema,
  issuer: issuerNameSchema,
  versionId: versionIdSchema,
  openedAt: instantSchema,
  /** `held`: a person decides; `open`: something is still to be done; `contained`: revoked; `closed`: dead, or dismissed. */
  state: z.enum(['held', 'open', 'contained', 'closed']),
  verdict: verdictSchema,
  /** Present while it is held, or is a person's to end: when the next reminder is told, and how many were. */
  reminder: z.object({ at: instantSchema, sent: z.number().int().nonnegative() }).optional(),
  /** The last decision of a person, if there was one; the timeline has all. */
  decision: decisionSchema.optional(),
  /** The newest reports, 10 at most; `reportCount` counts them all. */
  reports: z.array(reportSchema),
  /** Ids of reports before those, 200 at most: what repeats one of them is not counted again. */
  earlierReportIds: z.array(z.string()).optional(),
  reportCount: z.number().int().positive(),
  /** Who ordered that this very version be ended, if an operator did: that goes on where the ledger's own word is not enough. */
  orderedBy: actorSchema.optional(),
  /** When it was told that nothing is done, because the key is only observed; gone once something is. */
  withheldAt: instantSchema.optional(),
  timeline: z.array(incidentStepSchema),
  due: dueSchema.optional(),
});
export type Incident = z.infer<typeof incidentSchema>;
