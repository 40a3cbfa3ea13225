import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import { macInputOf } from '../../model/leaks/digest-of';
import { type Fingerprint, fingerprintSchema } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import type { SecretValue } from '../../model/secret-value';
import type { Fingerprints, FingerprintTag } from '../../ports/fingerprints';
import { translateError } from '../translate-error';

/** Fingerprints by an HMAC key that never leaves KMS. `keyId` is a key id, ARN or alias; the key's own id stands in the fingerprint. */
export class KmsFingerprints implements Fingerprints {
  constructor(
    private readonly client: KMSClient,
    private readonly keyId: string,
  ) {}

  async of(value: SecretValue, tags: readonly FingerprintTag[]): Promise<Fingerprint[]> {
    return Promise.all(tags.map((tag) => this.one(value, tag)));
  }

  private async one(value: SecretValue, tag: FingerprintTag): Promise<Fingerprint> {
    const Message = macInputOf(value, tag);
    try {
      const answer = await this.client.send(
        new GenerateMacCommand({ KeyId: this.keyId, MacAlgorithm: 'HMAC_SHA_256', Message }),
      );
      // KMS answers with the key's ARN, whatever name was asked for.
      const key = answer.KeyId?.split('/').at(-1);
      if (!key || !answer.Mac) throw new RekeyError('internal', 'KMS answered without a key id or a MAC');
      return fingerprintSchema.parse(`${key}#${tag}#${Buffer.from(answer.Mac).toString('hex')}`);
    } catch (error) {
      throw translateError(error, 'computing a fingerprint');
    }
  }
}
