import { createHmac } from 'node:crypto';
import { macInputOf } from '../model/leaks/digest-of';
import { fingerprintSchema, type Fingerprint } from '../model/ids';
import type { SecretValue } from '../model/secret-value';
import type { Fingerprints, FingerprintTag } from '../ports/fingerprints';

/** Fingerprints under a MAC key in memory; the same HMAC-SHA-256 as https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html computes. */
export class MemoryFingerprints implements Fingerprints {
  constructor(
    private readonly macKey: Uint8Array,
    private readonly macKeyId = 'memory',
  ) {}

  async of(value: SecretValue, tags: readonly FingerprintTag[]): Promise<Fingerprint[]> {
    return tags.map((tag) => {
      const mac = createHmac('sha256', this.macKey).update(macInputOf(value, tag)).digest('hex');
      return fingerprintSchema.parse(`${this.macKeyId}#${tag}#${mac}`);
    });
  }
}
