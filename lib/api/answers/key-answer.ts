import { z } from 'zod';
import { adoptionSchema } from '../../model/adoption/adoption';
import { findingSchema } from '../../model/foreign/finding';
import { healthSchema } from '../../model/foreign/health';
import { incidentSchema } from '../../model/leaks/incident';
import { actorSchema } from '../../model/ids';
import { keyHeadSchema } from '../../model/ledger/key-head';
import { manifestSchema } from '../../model/manifest/manifest';
import { rollBackSchema } from '../../model/rotation/roll-back';
import { failureSchema, rotationSchema } from '../../model/rotation/rotation';
import { versionSchema } from '../../model/ledger/version';
import { keySummarySchema } from './key-summary-answer';

/** One key with its manifest, versions, rotation in flight and incidents. */
export const keyAnswerSchema = keySummarySchema.extend({
  manifest: manifestSchema,
  registeredBy: actorSchema,
  secretArn: z.string().optional(),
  rotation: rotationSchema
    .pick({ cause: true, actor: true, attempt: true, versionId: true, begunAt: true, failures: true })
    .extend({ lastFailure: failureSchema.optional() })
    .optional(),
  rollBack: rollBackSchema.omit({ commandId: true, nextTryAt: true }).optional(),
  /** Present once an existing credential was adopted. */
  adopted: adoptionSchema.optional(),
  /** Why the first value could not be issued, or the existing one not be adopted, so far. */
  setback: keyHeadSchema.shape.setback,
  /** The version somebody else made current. */
  foreignVersionId: z.string().optional(),
  /** The version of the secret that holds the current version's value, where somebody stored it once more. */
  copyVersionId: z.string().optional(),
  /** What others did, and stands. */
  findings: z.array(findingSchema).default([]),
  /** How the key was when it was looked at last; absent: no look was ever planned. */
  health: healthSchema.omit({ keyId: true }).optional(),
  /** Oldest first. */
  versions: z.array(versionSchema),
  /** Oldest first. */
  incidents: z.array(incidentSchema),
});
export type KeyAnswer = z.infer<typeof keyAnswerSchema>;
