import { z } from 'zod';
import { discoveredSchema } from '../../model/discovery/discovered';
import { discoveryIdSchema, discoverySchema } from '../../model/discovery/discovery';

/** A discovery that was begun, or the one under way that was joined. */
export const discoveryBegunSchema = z.object({ discoveryId: discoveryIdSchema, joined: z.boolean() });

/** How far a discovery is; with `part`, what it found there, and the part after. */
export const discoveryAnswerSchema = discoverySchema
  .omit({ revision: true, nextPart: true, reading: true, parts: true })
  .extend({ found: z.array(discoveredSchema).default([]), next: z.string().optional() });
export type DiscoveryAnswer = z.infer<typeof discoveryAnswerSchema>;
