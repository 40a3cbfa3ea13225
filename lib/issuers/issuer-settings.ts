import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { issuerConfigSchema } from './issuer-config';
import { usualConcurrency } from './usual-concurrency';

/** A deployed issuer, as a deployment writes it down for the functions: what it is, and where its worker's queues are. */
export const issuerSettingsSchema = issuerConfigSchema.omit({ name: true }).extend({
  /** Travels compressed, since every place that settings are kept in is small. */
  catalogue: z
    .base64()
    .transform((zipped) => gunzipSync(Buffer.from(zipped, 'base64')).toString())
    .optional(),
  /** URLs of the queues. */
  rotations: z.string().min(1),
  containments: z.string().min(1),
  /** How many messages of each are worked on at a time, 2 to 1000. */
  concurrency: z
    .strictObject({ rotations: workersSchema('rotations'), containments: workersSchema('containments') })
    .prefault({}),
});
export type IssuerSettings = z.infer<typeof issuerSettingsSchema>;

/** The same, as it is written. */
export type WrittenSettings = z.input<typeof issuerSettingsSchema>;

function workersSchema(of: keyof typeof usualConcurrency) {
  return z.int().min(2).max(1000).default(usualConcurrency[of]);
}
