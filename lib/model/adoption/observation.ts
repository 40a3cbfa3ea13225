import { z } from 'zod';
import { versionIdSchema } from '../ids';
import { type Instant, instantSchema } from '../instant';

/** What Rekey would have done to a key that it only observes, in the words of its work. */
export const withheldActSchema = z.enum(['rotate', 'retire', 'expire', 'contain']);
export type WithheldAct = z.infer<typeof withheldActSchema>;

/** What was not done to a key since it is observed. */
export const observationSchema = z.object({
  since: instantSchema,
  /** Acts so far. */
  count: z.number().int().nonnegative(),
  /** The newest of them, twenty at most. */
  recent: z.array(z.object({ at: instantSchema, what: withheldActSchema, versionId: versionIdSchema })),
  /** When the current version would have been replaced last; from then on its would-be successor ages. */
  rotatedAt: instantSchema.optional(),
});
export type Observation = z.infer<typeof observationSchema>;

/** Acts that an observation remembers one by one. */
const remembered = 20;

/** An observation with one more act. */
export function withAct(observation: Observation, act: Observation['recent'][number]): Observation {
  return {
    ...observation,
    count: observation.count + 1,
    recent: [...observation.recent, act].slice(-remembered),
    ...(act.what === 'rotate' ? { rotatedAt: act.at } : {}),
  };
}

/** An observation that begins now. */
export function observedFrom(now: Instant): Observation {
  return { since: now, count: 0, recent: [] };
}
