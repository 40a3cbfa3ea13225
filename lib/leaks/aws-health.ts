import { z } from 'zod';
import { credentialExposureCodes } from '../model/leaks/credential-exposure-codes';
import type { Actor } from '../model/ids';
import type { Sighting } from '../model/leaks/leak-report';
import { reportIdOf } from '../model/leaks/report-id-of';
import { Redaction } from './redaction';

/** Ids as issuers write them; IAM's access key ids have 16 to 128 word characters (IAM API reference, AccessKey). */
const publicIdSchema = z.string().regex(/^[\w-]{16,128}$/);

/** What EventBridge delivers for a credential-exposure event, in the shape of 2016 and in that of 2025; other fields are ignored. */
export const healthEventSchema = z.object({
  source: z.literal('aws.health'),
  'detail-type': z.literal('AWS Health Event'),
  detail: z.object({
    service: z.literal('RISK'),
    eventTypeCode: z.enum(credentialExposureCodes),
    eventArn: z.string().min(1),
    affectedEntities: z.array(z.object({ entityValue: z.string().optional() })).optional(),
    eventMetadata: z.object({ publicKey: z.string().optional(), exposedUrl: z.string().optional() }).optional(),
  }),
});

/** An exposure that AWS attests: which ids, and where seen. Events that AWS sends in several regions, or again, have one report id. */
export interface HealthExposure {
  reportId: string;
  actor: Actor;
  ids: string[];
  sighting: Sighting;
}

/** Reads a credential-exposure event. What is no id, such as the name of a user, is left out. */
export function readHealthEvent({ detail }: z.infer<typeof healthEventSchema>): HealthExposure {
  const named = [
    ...(detail.affectedEntities ?? []).map(({ entityValue }) => entityValue),
    detail.eventMetadata?.publicKey,
  ];
  const ids = named.filter((id): id is string => publicIdSchema.safeParse(id).success);
  const url = detail.eventMetadata?.exposedUrl;
  return {
    reportId: reportIdOf('aws-health', detail.eventArn),
    actor: 'aws-health' as Actor,
    ids: [...new Set(ids)],
    sighting: {
      source: 'aws-health',
      rule: detail.eventTypeCode,
      // The address came from whoever exposed the key; there is no value to take out of it.
      ...(url === undefined ? {} : { url: new Redaction([]).of(url, 1024) }),
    },
  };
}
