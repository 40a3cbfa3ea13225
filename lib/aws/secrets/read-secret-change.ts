import { z } from 'zod';
import { RekeyError } from '../../model/rekey-error';
import type { SecretChange } from '../../model/foreign/secret-change';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-eventbridge.html */
const labelUpdatedSchema = z.looseObject({
  source: z.literal('aws.secretsmanager'),
  'detail-type': z.literal('Secret Label Updated'),
  resources: z.array(z.string()).min(1),
  detail: z.looseObject({ labelUpdated: z.string(), versionId: z.string() }),
});

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieve-ct-entries.html; what a request or an answer says of the secret differs from call to call. */
const named = z.record(z.string(), z.unknown()).nullish();
const cloudTrailSchema = z.looseObject({
  source: z.literal('aws.secretsmanager'),
  'detail-type': z.enum(['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail']),
  detail: z.looseObject({ requestParameters: named, responseElements: named, additionalEventData: named }),
});

const eventSchema = z.union([labelUpdatedSchema, cloudTrailSchema]);

/** What an event of Secrets Manager says was changed; undefined: a label that nobody reads by, or the secret is not named by its ARN. @throws RekeyError `bad_input` */
export function readSecretChange(body: string): SecretChange | undefined {
  const event = eventSchema.safeParse(json(body));
  if (!event.success) throw new RekeyError('bad_input', 'a message on the queue of changes is no event of a secret');
  const { data } = event;
  if (data['detail-type'] === 'Secret Label Updated') {
    const { labelUpdated, versionId: movedTo } = data.detail;
    const [arn = ''] = data.resources;
    return labelUpdated === 'AWSCURRENT' ? { arn, movedTo } : undefined;
  }
  const { requestParameters, responseElements, additionalEventData } = data.detail;
  const arn = [responseElements, requestParameters, additionalEventData]
    .flatMap((fields) => Object.values(fields ?? {}))
    .find((value): value is string => typeof value === 'string' && isSecretArn(value));
  if (arn === undefined) return undefined;
  const movedTo = requestParameters?.['moveToVersionId'];
  const moved = requestParameters?.['versionStage'] === 'AWSCURRENT' && typeof movedTo === 'string';
  return { arn, ...(moved ? { movedTo } : {}) };
}

function isSecretArn(text: string): boolean {
  return /^arn:[a-z-]+:secretsmanager:/.test(text);
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
