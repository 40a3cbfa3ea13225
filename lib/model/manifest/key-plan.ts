import type { Instant } from '../instant';
import type { KeyId } from '../ids';
import type { Mode } from './manifest';

/** One declared field that differs. Values are the manifest's own, JSON. */
export interface FieldChange {
  field: string;
  from?: unknown;
  to?: unknown;
}

/** What applying a declaration would do, in the ledger and at the issuer. */
export interface KeyPlan {
  keyId: KeyId;
  change: 'create' | 'update' | 'none' | 'release';
  fields: FieldChange[];
  /** Whether Rekey acts on the key, or only says what it would do; absent for a release. */
  mode?: Mode;
  /** Sentences: what would be minted, revoked, and when. */
  atIssuer: string[];
  /** When the next rotation would be due; absent where the age of what is adopted is not known yet. */
  rotateAt?: Instant;
  warnings: string[];
}
