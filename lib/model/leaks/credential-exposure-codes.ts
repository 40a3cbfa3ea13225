/**
 * Event type codes by which AWS Health says that a credential of an account is in others' hands, as AWS's own rule lists them:
 * https://github.com/aws/aws-health-tools.
 */
export const credentialExposureCodes = [
  'AWS_RISK_CREDENTIALS_EXPOSED',
  'AWS_RISK_CREDENTIALS_EXPOSURE_SUSPECTED',
  'AWS_RISK_CREDENTIALS_COMPROMISED',
  'AWS_RISK_CREDENTIALS_COMPROMISE_SUSPECTED',
  'AWS_RISK_IAM_QUARANTINE',
  'AWS_RISK_ACCOUNT_CONSOLE_COMPROMISE',
] as const;
