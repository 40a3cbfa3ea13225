import { z } from 'zod';
import { instantSchema } from '../instant';

/** What somebody else did to a key's secret or credential, as it stands now. */
export const findingKindSchema = z.enum([
  'deletion scheduled',
  'secret deleted',
  /** No version holds `AWSCURRENT`. */
  'nothing current',
  /** What is current holds no credential in the place that the manifest names. */
  'no credential',
  /** What is current is refused, and the ledger has another version as the current one. */
  'dead value',
  /** What is current is accepted, and its issuer cannot say which credential it is. */
  'unknown credential',
  "another key's credential",
  /** The current credential itself was ended at its issuer. */
  'credential ended',
  /** The secret no longer holds the value of a version that lives. */
  'value gone',
  'other grant',
]);
export type FindingKind = z.infer<typeof findingKindSchema>;

/** A finding that stands: it is told when it is found and when it is over, and not in between. */
export const findingSchema = z.object({
  what: findingKindSchema,
  /** What it is about: a version of the secret, or a digest of a grant; empty for the secret itself. */
  about: z.string(),
  since: instantSchema,
});
export type Finding = z.infer<typeof findingSchema>;

/** Findings that say where `AWSCURRENT` is, or whether it is there at all: of these one stands at a time. */
export const labelFindings: ReadonlySet<FindingKind> = new Set([
  'deletion scheduled',
  'secret deleted',
  'nothing current',
  'no credential',
  'dead value',
  'unknown credential',
  "another key's credential",
  'credential ended',
]);
