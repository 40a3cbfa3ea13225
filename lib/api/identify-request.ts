import { z } from 'zod';
import { fingerprintSchema, issuerNameSchema } from '../model/ids';

/** A value that somebody holds, as it was found. It goes to intake only, which keeps nothing of it. */
export const identifyRequestSchema = z.strictObject({ value: z.string().min(1).max(65_536) });

/** What of a value can be looked up: nothing that shows it. */
export const valueMarksSchema = z.strictObject({
  fingerprints: z.array(fingerprintSchema).max(100).describe('Keyed MACs of its readings.'),
  publicIds: z
    .array(z.strictObject({ issuer: issuerNameSchema, id: z.string().min(1).max(256) }))
    .max(8)
    .describe("Issuers' own ids of credentials that stand in it, which are no secrets."),
});

/** What intake answers: the marks to look up, and whose form the value has. */
export const identifyAnswerSchema = valueMarksSchema.extend({ form: issuerNameSchema.optional() });
export type IdentifyAnswer = z.infer<typeof identifyAnswerSchema>;
