import type { Fingerprint } from '../model/ids';
import type { SecretValue } from '../model/secret-value';

/** Which digest of the value the MAC is over: SHA-256, GitGuardian's scrypt, SHA-1. */
export type FingerprintTag = 'raw' | 'hmsl' | 'sha1';

/** Keyed MACs of credentials. The MAC key never leaves its keeper. */
export interface Fingerprints {
  /** One fingerprint a tag, in the order asked for, under the newest MAC key. */
  of(value: SecretValue, tags: readonly FingerprintTag[]): Promise<Fingerprint[]>;
}
