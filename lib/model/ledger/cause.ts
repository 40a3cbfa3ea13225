import { z } from 'zod';

/** Why a version came to be. */
export const causeSchema = z.enum([
  'created',
  'scheduled',
  'leak',
  'manual',
  'changed',
  'rolled back',
  'adopted',
  'recovered',
]);
export type Cause = z.infer<typeof causeSchema>;
