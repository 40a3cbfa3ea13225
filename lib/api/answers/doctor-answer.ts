import { z } from 'zod';
import { hindranceSchema } from '../../model/foreign/health';
import { installationIdSchema, issuerNameSchema, keyIdSchema } from '../../model/ids';
import { instantSchema } from '../../model/instant';
import { widePauseSchema } from '../../model/work/pause';

/** The version of the operator API that this code speaks; it rises when an old client could misread an answer. */
export const apiVersion = '1';

/** What the installation says of its own health. */
export const doctorAnswerSchema = z.object({
  apiVersion: z.string(),
  at: instantSchema,
  installation: installationIdSchema,
  /** False: the table is not the one it was made as, but restored from a backup. Absent: not known here. */
  epochMatches: z.boolean().optional(),
  issuers: z.array(
    z.object({
      name: issuerNameSchema,
      kind: z.string(),
      activationSeconds: z.number(),
      revocationSeconds: z.number(),
    }),
  ),
  /** Pauses of all keys or of an issuer's that are in force. */
  pauses: z.array(widePauseSchema).default([]),
  /** Keys under a pause of any kind. */
  paused: z.number().int().nonnegative().default(0),
  keys: z.number().int().nonnegative(),
  /** Incidents that wait for a person, and since when the oldest of them was opened. */
  held: z.object({ count: z.number().int().nonnegative(), since: instantSchema.optional() }).default({ count: 0 }),
  /** Keys whose rotation was due more than 15 minutes ago. */
  overdue: z.array(z.object({ keyId: keyIdSchema, rotateAt: instantSchema })),
  /** Keys whose rotation in flight, first value or adoption has failed, with the last reason. */
  failing: z.array(z.object({ keyId: keyIdSchema, failures: z.number().int().positive(), reason: z.string() })),
  /** Keys that could not be killed, or not replaced then, as last looked at. */
  unready: z.array(z.object({ keyId: keyIdSchema, hindrances: z.array(hindranceSchema.shape.what) })).default([]),
  /** Keys with a value that were not looked at yet. */
  unseen: z.number().int().nonnegative().default(0),
  /** Seconds that the oldest item has been due about which the sweep should have done something; 0: none. */
  oldestDueSeconds: z.number().nonnegative(),
  /** Owners, and whether a message reaches them: through a confirmed subscription, or a webhook of every key of theirs. */
  channels: z.array(z.object({ owner: z.string(), confirmed: z.boolean(), webhooks: z.boolean() })),
});
export type DoctorAnswer = z.infer<typeof doctorAnswerSchema>;
