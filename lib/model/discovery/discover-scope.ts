import { z } from 'zod';

/** Where Rekey's own secrets stand: admin credentials, signing keys, tokens. None of them is ever looked into. */
export const ownSecrets = 'rekey/';

/** Which secrets a worker may look into for credentials that are no key's: those whose names begin so, and those that carry all of the tags. None is the default. */
export const discoverScopeSchema = z.strictObject({
  prefixes: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z0-9/_+=.@-]{1,256}$/, 'is no beginning of a secret name')
        .refine(
          (prefix) => !prefix.startsWith(ownSecrets) && !ownSecrets.startsWith(prefix),
          `would open the secrets of Rekey itself, below ${ownSecrets}: write more of the names`,
        ),
    )
    .default([]),
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
