import { z } from 'zod';
import { keyIdSchema } from '../ids';
import { instantSchema } from '../instant';
import { observationSchema } from './observation';

/** An observed key in the weekly summary of its owner. */
export const observedKeySchema = z.object({
  keyId: keyIdSchema,
  since: instantSchema,
  /** What was not done in the time of the summary. */
  acts: observationSchema.shape.recent,
  /** Everything that was not done since it is observed. */
  total: z.number().int().nonnegative(),
  /** When it would be replaced next. */
  rotateAt: instantSchema.optional(),
  /** What the adopted credential may do, where that is other than declared. */
  drift: z.string().optional(),
});
export type ObservedKey = z.infer<typeof observedKeySchema>;

/** Evidence of a summary: whose keys, of which time, and how many more there are than are named. */
export const observedSummarySchema = z.object({
  owner: z.string(),
  from: instantSchema,
  until: instantSchema,
  keys: z.array(observedKeySchema),
  more: z.number().int().nonnegative(),
});
export type ObservedSummary = z.infer<typeof observedSummarySchema>;
