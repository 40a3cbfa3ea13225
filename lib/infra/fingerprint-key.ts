import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { variantOf } from './local-variant';
import type { RekeyFunction } from './rekey-function';

/** The key of the fingerprints. It never leaves KMS; without it the index is no use to a reader of the table, and cannot be built again. */
export class FingerprintKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Rekey: fingerprints of credentials',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: variantOf(this.node).removalPolicy,
    });
  }

  /** Computing fingerprints. */
  grantGenerate(to: RekeyFunction): void {
    to.handler.addEnvironment('REKEY_FINGERPRINT_KEY', this.key.keyId);
    to.role.addToPolicy(new PolicyStatement({ actions: ['kms:GenerateMac'], resources: [this.key.keyArn] }));
  }
}
