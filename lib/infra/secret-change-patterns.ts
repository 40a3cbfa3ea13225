import type { EventPattern } from 'aws-cdk-lib/aws-events';

/** Moves of `AWSCURRENT`, by whomever: Secrets Manager tells them by itself. */
export const labelUpdatedPattern: EventPattern = {
  source: ['aws.secretsmanager'],
  detailType: ['Secret Label Updated'],
  detail: { labelUpdated: ['AWSCURRENT'] },
};

/** Calls that Rekey never makes, or makes while it records them, and what Secrets Manager does by itself; told where a trail records management events. */
export const secretCallPattern: EventPattern = {
  source: ['aws.secretsmanager'],
  detailType: ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
  detail: {
    eventName: [
      'DeleteSecret',
      'RestoreSecret',
      'UpdateSecret',
      'UpdateSecretVersionStage',
      'RotateSecret',
      'EndSecretDelete',
      'EndSecretVersionDelete',
    ],
    // A call that was refused changed nothing.
    errorCode: [{ exists: false }],
  },
};
