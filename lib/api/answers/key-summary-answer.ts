import { z } from 'zod';
import { hindranceSchema } from '../../model/foreign/health';
import { issuerNameSchema, keyIdSchema, versionIdSchema } from '../../model/ids';
import { instantSchema } from '../../model/instant';
import { modeSchema } from '../../model/manifest/manifest';
import { observationSchema } from '../../model/adoption/observation';
import { pauseSchema } from '../../model/work/pause';
import { stackIdSchema } from '../../model/registration/registrar';

/** A key in a listing. */
export const keySummarySchema = z.object({
  keyId: keyIdSchema,
  status: z.enum(['active', 'released']),
  owner: z.string(),
  team: z.string().optional(),
  environment: z.string().optional(),
  purpose: z.string(),
  issuer: issuerNameSchema,
  registeredAt: instantSchema,
  /** The stack that declares it; absent: a keys file. */
  stack: stackIdSchema.optional(),
  currentVersionId: versionIdSchema.optional(),
  /** Whether Rekey acts on it, or only says what it would do. */
  mode: modeSchema.default('enforce'),
  /** What was not done since it is observed. */
  observed: observationSchema.optional(),
  /** When the current version is to be replaced, or would be; absent while there is none. */
  rotateAt: instantSchema.optional(),
  /** True while a rotation is in flight. */
  rotating: z.boolean(),
  /** Tries of that rotation that failed. */
  failures: z.number().int().nonnegative(),
  /** The pauses that it is under: its own, its issuer's, everybody's. */
  pauses: z.array(pauseSchema).default([]),
  /** What stands in the way of a kill, as last told; empty: ready to be killed; absent: never looked at. */
  hindrances: z.array(hindranceSchema.shape.what).optional(),
});
export type KeySummary = z.infer<typeof keySummarySchema>;

/** A page of keys; `next` asks for the one after. */
export const keyListAnswerSchema = z.object({ keys: z.array(keySummarySchema), next: z.string().optional() });
