import { z } from 'zod';
import { type Instant, plusSeconds } from '../../model/instant';
import { SecretValue } from '../../model/secret-value';
import type { StackRequest } from './stack-request';

/** Seconds that a stack waits for a first value: when it does not say, at least, at most. CloudFormation itself waits an hour. */
const waiting = { usual: 600, least: 60, most: 3300 } as const;

/** What CloudFormation sends a custom resource: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requesttypes.html */
const eventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  RequestId: z.string().min(1).max(256),
  StackId: z.string().max(2048),
  LogicalResourceId: z.string().max(255),
  PhysicalResourceId: z.string().max(1024).optional(),
  ResponseURL: z.string().max(8192),
  ResourceProperties: z.looseObject({
    key: z.string().catch(''),
    manifest: z.string().optional().catch(undefined),
    waitSeconds: z.coerce.number().int().min(waiting.least).max(waiting.most).catch(waiting.usual),
  }),
});

/** The request in CloudFormation's event. What is wrong with its properties is told where it is answered. @throws ZodError when it is no such event */
export function readStackEvent(event: unknown, at: { now: Instant; keys: string[] | undefined }): StackRequest {
  const asked = eventSchema.parse(event);
  const { key, manifest, waitSeconds } = asked.ResourceProperties;
  const releases = asked.RequestType === 'Delete';
  return {
    requestId: asked.RequestId,
    answerTo: new SecretValue(asked.ResponseURL),
    registration: {
      wish: releases ? 'release' : 'declare',
      key: releases ? (asked.PhysicalResourceId ?? '') : key,
      ...(releases || manifest === undefined ? {} : { manifest }),
      stackId: asked.StackId,
      resource: asked.LogicalResourceId,
      ...(asked.PhysicalResourceId === undefined ? {} : { previous: asked.PhysicalResourceId }),
      ...(at.keys && { keys: at.keys }),
      acceptedAt: at.now,
      until: plusSeconds(at.now, waitSeconds),
      applied: false,
    },
  };
}
