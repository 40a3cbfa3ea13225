import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { credentialExposureCodes } from '../../model/leaks/credential-exposure-codes';

/** The events of AWS Health that name an exposed credential. */
export const exposurePattern: EventPattern = {
  source: ['aws.health'],
  detailType: ['AWS Health Event'],
  detail: { service: ['RISK'], eventTypeCode: [...credentialExposureCodes] },
};
