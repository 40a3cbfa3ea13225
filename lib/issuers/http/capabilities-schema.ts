import { z } from 'zod';

/** {@link Capabilities} of the issuer port, as a catalogue states them. */
export const capabilitiesSchema = z.strictObject({
  family: z.enum(['overlap', 'roll']),
  roll: z.strictObject({ graceMaxSeconds: z.number().int().nonnegative() }).optional(),
  maxActive: z.number().int().positive().nullable(),
  label: z.enum(['unique', 'searchable', 'none']),
  disable: z.boolean(),
  expiry: z.strictObject({ settable: z.boolean(), maxSeconds: z.number().positive().optional() }),
  grants: z.strictObject({ readableBy: z.enum(['subject', 'admin', 'none']) }),
  fields: z.tuple([z.string().min(1)], z.string().min(1)),
  activationSeconds: z.number().nonnegative(),
  revocationSeconds: z.number().nonnegative(),
});
