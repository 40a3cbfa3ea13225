import { KMSClient } from '@aws-sdk/client-kms';
import { CryptoIds } from '../../lib/aws/crypto-ids';
import { KmsFingerprints } from '../../lib/aws/secrets/kms-fingerprints';
import { SqsReportQueue } from '../../lib/aws/sqs/sqs-report-queue';
import { SystemClock } from '../../lib/aws/system-clock';
import type { IntakeWorld } from '../../lib/leaks/accept-report';
import { environment } from './environment';
import { issuerProfiles } from './issuer-profiles';
import { sdkClient } from './sdk-client';
import { sqsClient } from './sqs-client';

/** What the intake has at hand, from its environment: no ledger. @throws RekeyError `misconfigured` */
export async function intakeWorld(): Promise<IntakeWorld> {
  const { REKEY_FINGERPRINT_KEY, REKEY_REPORTS } = environment(['REKEY_FINGERPRINT_KEY', 'REKEY_REPORTS']);
  return {
    fingerprints: new KmsFingerprints(sdkClient(KMSClient), REKEY_FINGERPRINT_KEY),
    reports: new SqsReportQueue(sqsClient(), REKEY_REPORTS),
    clock: new SystemClock(),
    ids: new CryptoIds(),
    profiles: issuerProfiles,
  };
}
