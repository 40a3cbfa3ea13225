import type { Capabilities, IssuerProfile } from '../../ports/issuer';
import type { IssuerConfig } from '../issuer-config';
import { awsIamSettings } from './aws-iam-settings';
import { describeIamGrant, normalizeIamGrant, userOf } from './iam-grant';

/** Kind of the issuer of IAM access keys. */
export const awsIamKind = 'aws-iam';

const capabilities: Capabilities = {
  family: 'overlap',
  // A user's, inactive ones included: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  maxActive: 2,
  label: 'none',
  disable: true,
  quarantineSeconds: 600,
  expiry: { settable: false },
  grants: { readableBy: 'admin' },
  fields: ['secretAccessKey', 'accessKeyId'],
  // AWS names no number for either ("not always immediately visible"): what is planned for, not what was measured there.
  activationSeconds: 15,
  revocationSeconds: 60,
  // GetSessionToken and GetFederationToken of a user: 36 hours at most, by their API reference.
  sessions: { longestSeconds: 129_600 },
};

const patterns = [
  // IAM's API reference promises letters and digits only; what AWS gives today has no 0, 1, 8 and 9.
  { name: 'aws-access-key-id', regex: '(?<![A-Z0-9])AKIA[A-Z0-9]{16}(?![A-Z0-9])', public: true },
  // It has no prefix. Text that a scanner took for a secret is looked at, not whole repositories.
  { name: 'aws-secret-access-key', regex: '(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])' },
];

/** What can be said of an issuer of IAM access keys without asking it. @throws RekeyError `misconfigured` */
export function awsIamProfile(config: IssuerConfig): IssuerProfile {
  awsIamSettings(config);
  return {
    name: config.name,
    kind: awsIamKind,
    capabilities,
    patterns,
    normalizeGrant: normalizeIamGrant,
    principalOf: userOf,
    describeGrant: describeIamGrant,
  };
}
