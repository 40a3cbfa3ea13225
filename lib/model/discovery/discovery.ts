import { z } from 'zod';
import { actorSchema, issuerNameSchema } from '../ids';
import { instantSchema } from '../instant';

/** Id of one discovery: random, 32 hexadecimal digits. */
export const discoveryIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'use the id that "rekey discover" told')
  .brand<'DiscoveryId'>();
export type DiscoveryId = z.infer<typeof discoveryIdSchema>;

/** What keeps a secret from being looked into. */
export const unreadableSchema = z.object({ name: z.string().max(512), reason: z.string().max(600) });

/**
 * How far one look at an issuer is, and how much it found. The last one of an issuer is kept, and the next takes its place: a listing
 * is no entry of a chain, and what it says can be asked for again.
 */
export const discoverySchema = z.object({
  issuer: issuerNameSchema,
  discoveryId: discoveryIdSchema,
  requestedBy: actorSchema,
  requestedAt: instantSchema,
  /** Listed first, then each credential is inspected, then secrets are read. */
  state: z.enum(['listing', 'inspecting', 'reading', 'done', 'failed']),
  /** Raised by each step, over all discoveries of the issuer: of two workers at one step the second writes nothing. */
  revision: z.number().int().positive(),
  /** When it went on last. */
  movedAt: instantSchema,
  /** Parts that hold what was found, from 0 on. */
  parts: z.number().int().nonnegative(),
  /** Credentials that are no key's, and how many of them were inspected. */
  credentials: z.number().int().nonnegative(),
  inspected: z.number().int().nonnegative(),
  /** The part whose credentials are inspected next. */
  nextPart: z.number().int().nonnegative(),
  /** Where the reading of secrets goes on: which of the places that are open, and where in its list. */
  reading: z.object({ place: z.number().int().nonnegative(), after: z.string().optional() }),
  /** Secrets that were looked into. */
  secrets: z.number().int().nonnegative(),
  /** Secrets that could not be, 50 at most. */
  unreadable: z.array(unreadableSchema).max(50),
  /** Why the secrets were not looked into; absent: they were, or will be. */
  unread: z.enum(['nothing is opened', 'the issuer cannot say']).optional(),
  failure: z.string().max(1000).optional(),
});
export type Discovery = z.infer<typeof discoverySchema>;
