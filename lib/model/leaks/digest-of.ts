import { createHash, scryptSync } from 'node:crypto';
import type { SecretValue } from '../secret-value';

/** The 32 or 20 bytes of a credential's digest that a fingerprint is made over: `raw` SHA-256, `hmsl` GitGuardian's scrypt, `sha1` as detect-secrets writes. */
export function digestOf(value: SecretValue, tag: 'raw' | 'hmsl' | 'sha1'): Buffer {
  const plain = value.reveal();
  switch (tag) {
    case 'raw':
      return createHash('sha256').update(plain).digest();
    case 'sha1':
      return createHash('sha1').update(plain).digest();
    case 'hmsl':
      // HasMySecretLeaked: https://github.com/GitGuardian/ggshield, ggshield/verticals/hmsl/crypto.py
      return scryptSync(plain, createHash('sha256').update('GitGuardian').digest(), 32, { N: 2048, r: 8, p: 1 });
  }
}

/** What the MAC of a fingerprint covers: `tag || 0x00 || digest`. */
export function macInputOf(value: SecretValue, tag: 'raw' | 'hmsl' | 'sha1'): Buffer {
  return Buffer.concat([Buffer.from(tag), Buffer.from([0]), digestOf(value, tag)]);
}
