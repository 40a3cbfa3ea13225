import { z } from 'zod';

/** Which secrets a worker may look into for credentials that are no key's: those whose names begin so, and those that carry all of the tags. None is the default. */
export const discoverScopeSchema = z.strictObject({
  prefixes: z.array(z.string().regex(/^[A-Za-z0-9/_+=.@-]{1,256}$/, 'is no beginning of a secret name')).default([]),
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
});
export type DiscoverScope = z.infer<typeof discoverScopeSchema>;

/** One place to list secrets of: a beginning of names, or tags. */
export type SecretPlace = { prefix: string } | { tags: Readonly<Record<string, string>> };

/** The places that a scope opens, in its order. */
export function placesOf({ prefixes, tags }: DiscoverScope): SecretPlace[] {
  const tagged = Object.keys(tags).length === 0 ? [] : [{ tags }];
  return [...prefixes.map((prefix) => ({ prefix })), ...tagged];
}
