import { z } from 'zod';

/** Why a version came to be. */
export const causeSchema = z.enum(['created', 'scheduled', 'leak', 'manual', 'changed', 'rolled back']);
export type Cause = z.infer<typeof causeSchema>;
