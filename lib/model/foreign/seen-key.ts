import type { KeyId, VersionId } from '../ids';

/** What an issuer said of a value: `unclear` when it answered in a way that proves nothing. */
export type Answered = 'alive' | 'dead' | 'unclear';

/** The version of the secret that holds `AWSCURRENT`. */
export interface SeenHolder {
  versionId: string;
  /** `none`: it holds no credential in the place that the manifest names. */
  value: Answered | 'none';
  /** The version whose credential it is, by the fingerprint of the value; absent: not looked up, or unknown. */
  sameAs?: { keyId: KeyId; versionId: VersionId };
  /** Whether the issuer says which of its credentials it is; asked only for what no version of ours is. */
  recognised?: boolean;
}

/** A key as it was found outside the ledger, at one moment. */
export interface SeenKey {
  secret: 'there' | 'deletion scheduled' | 'secret deleted';
  /** Absent when no version holds `AWSCURRENT`, or the secret cannot be read. */
  holder?: SeenHolder;
  /** What the ledger has as current; asked only when something else holds the label. */
  believed?: Answered;
  /** The grant of the current credential as it is, by a digest, where it can be read and differs from what was declared. */
  otherGrant?: string;
  /** Replaced versions that live, by the ledger: `gone`: the secret no longer holds the value; `ended`: refused, and unknown at its issuer. */
  retiring: { versionId: VersionId; value: Answered | 'gone' | 'ended' }[];
  /** Why the issuer does not let its administrator in. */
  adminRefused?: string;
  /** Credentials at the issuer that Rekey is not about to end, and how many may be there. */
  slots?: { taken: number; most: number };
}
