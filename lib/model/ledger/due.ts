import { z } from 'zod';
import { instantSchema } from '../instant';

/** What the sweep can find due; each names the engine function that looks at it. */
export const dueKindSchema = z.enum([
  'rotate',
  'adopt',
  'retire',
  'prove',
  'expire',
  'search',
  'contain',
  'remind',
  'roll-back',
  'sessions',
  'check',
  'publish',
]);
export type DueKind = z.infer<typeof dueKindSchema>;

/** When an item has to be looked at, and by what. A hint only: what to do is decided from consistent reads. */
export const dueSchema = z.object({ at: instantSchema, kind: dueKindSchema });
export type Due = z.infer<typeof dueSchema>;
