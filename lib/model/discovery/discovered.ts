import { z } from 'zod';
import { keyIdSchema } from '../ids';
import { instantSchema } from '../instant';
import { keyRefSchema } from '../ledger/version';

/** What a credential that is no key's turned out to be. */
export const markSchema = z.enum([
  /** somebody else's making: it can be adopted, unless something stands in the way */
  'unknown',
  /** of this installation's making, and no living version of a key: the reaper's business */
  'stray',
  /** of another installation's making */
  'other installation',
  /** it has the name of a living version of a key, and which of the two is the key's cannot be said */
  'twin',
  /** the one that this installation administers the issuer with */
  'admin',
]);
export type Mark = z.infer<typeof markSchema>;

/** A credential at the issuer that is no living version of a key, without its value. All text is the issuer's, and may be an attacker's. */
export const foundCredentialSchema = z.object({
  kind: z.literal('credential'),
  ref: keyRefSchema,
  state: z.enum(['active', 'disabled', 'expired', 'revoked']),
  createdAt: instantSchema.optional(),
  expiresAt: instantSchema.optional(),
  /** Absent: never, as far as the issuer says. */
  lastUsedAt: instantSchema.optional(),
  /** Who made it, in the issuer's words; absent where it does not say. */
  createdBy: z.string().max(256).optional(),
  mark: markSchema,
  /** The key that a stray or a twin is named after. */
  keyId: keyIdSchema.optional(),
  /** What it may do, as an `allow` of a keys file that comes to exactly the same; absent where that cannot be declared. */
  allow: z.record(z.string(), z.json()).optional(),
  /** What stands in the way of adopting it; empty: nothing. */
  problems: z.array(z.string().max(600)).max(10),
  /** False: its grant and last use were not asked for yet. */
  inspected: z.boolean(),
});
export type FoundCredential = z.infer<typeof foundCredentialSchema>;

/** A secret in which a credential stands that is no key's. */
export const foundSecretSchema = z.object({
  kind: z.literal('secret'),
  name: z.string().max(512),
  format: z.enum(['json', 'text']),
  /** The JSON field of the value; absent: the text itself, or the issuer's own field names. */
  field: z.string().optional(),
  /** The credential that the issuer says it is. */
  ref: keyRefSchema,
  createdAt: instantSchema.optional(),
});
export type FoundSecret = z.infer<typeof foundSecretSchema>;

/** One thing that a discovery found. */
export const discoveredSchema = z.discriminatedUnion('kind', [foundCredentialSchema, foundSecretSchema]);
export type Discovered = z.infer<typeof discoveredSchema>;
