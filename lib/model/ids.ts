import { z } from 'zod';

const segment = '[A-Za-z0-9][A-Za-z0-9._-]*';

/** Id of an org key, `shop/checkout-flags`: path segments of letters, digits, `.`, `_` and `-`; 128 characters at most. */
export const keyIdSchema = z
  .string()
  .max(128)
  .regex(new RegExp(`^${segment}(/${segment})*$`), 'use letters, digits, ".", "_" and "-", in segments divided by "/"')
  .brand<'KeyId'>();
export type KeyId = z.infer<typeof keyIdSchema>;

/** Id of a version: the Secrets Manager `VersionId`, which AWS requires to have 32 to 64 characters. */
export const versionIdSchema = z.string().min(32).max(64).brand<'VersionId'>();
export type VersionId = z.infer<typeof versionIdSchema>;

/** Name of a configured issuer, `unleash`: it stands in queue names and tags, so 1 to 32 of `a-z0-9-`. */
export const issuerNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'use a lower-case letter, then letters, digits and "-"; 32 at most')
  .brand<'IssuerName'>();
export type IssuerName = z.infer<typeof issuerNameSchema>;

/** Random id of one deployment of Rekey: 12 lower-case hexadecimal digits. */
export const installationIdSchema = z
  .string()
  .regex(/^[0-9a-f]{12}$/)
  .brand<'InstallationId'>();
export type InstallationId = z.infer<typeof installationIdSchema>;

/** Keyed MAC of a digest of a credential, `<mac key>#<tag>#<mac in hex>`. */
export const fingerprintSchema = z
  .string()
  .regex(/^[^#]+#(raw|hmsl|sha1)#[0-9a-f]{64}$/)
  .brand<'Fingerprint'>();
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** Id of an incident, `<key id>:<version id>`: reports for one version join one incident. */
export const incidentIdSchema = z
  .string()
  .regex(/^[^:]+:[^:]+$/)
  .brand<'IncidentId'>();
export type IncidentId = z.infer<typeof incidentIdSchema>;

/** Who did it: the ARN that the API proved, or `rekey:<function>` for what Rekey did by itself. */
export const actorSchema = z.string().min(1).max(2048).brand<'Actor'>();
export type Actor = z.infer<typeof actorSchema>;

/** Id of a command; what repeats it is the same command. */
export const commandIdSchema = z.string().min(1).max(256).brand<'CommandId'>();
export type CommandId = z.infer<typeof commandIdSchema>;

/** The incident of a version. */
export function incidentIdOf(keyId: KeyId, versionId: VersionId): IncidentId {
  return `${keyId}:${versionId}` as IncidentId;
}
