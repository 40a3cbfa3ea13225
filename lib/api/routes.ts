import { z } from 'zod';
import { incidentIdSchema, versionIdSchema } from '../model/ids';
import { instantSchema } from '../model/instant';
import { manifestInputSchema } from '../model/manifest/manifest-input-schema';
import { deadLettersAnswerSchema, redriveAnswerSchema } from './answers/dead-letters-answer';
import { doctorAnswerSchema } from './answers/doctor-answer';
import { keyAnswerSchema } from './answers/key-answer';
import { appliedAnswerSchema, keyPlanAnswerSchema } from './answers/key-plan-answer';
import { keyListAnswerSchema } from './answers/key-summary-answer';
import { installationLineageAnswerSchema, lineageAnswerSchema } from './answers/lineage-answer';
import {
  releaseRequestSchema,
  revokeRequestSchema,
  rollBackRequestSchema,
  rotateRequestSchema,
} from './command-requests';
import { findingRoutes } from './finding-routes';
import { incidentRoutes } from './incident-routes';
import { leakReportAnswerSchema, leakReportRequestSchema } from './leak-report-request';
import { pauseKeyRequestSchema, pauseWidelyRequestSchema, resumeWidelyRequestSchema } from './pause-requests';
import { recoveryRoutes } from './recovery-routes';
import { redriveRequestSchema } from './redrive-request';
import type { Route } from './route';

const page = z.string().max(4096).optional();

/** Every operation of the operator API: the one list for the server, the command line, OpenAPI and the HTTP API's routes. */
export const routes = {
  applyKey: {
    name: 'applyKey',
    method: 'PUT',
    path: '/v1/key/{key+}',
    summary: 'Registers a key, or changes it, as declared. Repeating it changes nothing.',
    answeredBy: 'operate',
    request: manifestInputSchema,
    response: appliedAnswerSchema,
    status: 200,
  },
  planKey: {
    name: 'planKey',
    method: 'POST',
    path: '/v1/plan/{key+}',
    summary: 'Says what applyKey would do, here and at the issuer.',
    answeredBy: 'operate',
    request: manifestInputSchema,
    response: keyPlanAnswerSchema,
    status: 200,
  },
  showKey: {
    name: 'showKey',
    method: 'GET',
    path: '/v1/key/{key+}',
    summary: 'One key with its manifest, versions and incidents.',
    answeredBy: 'operate',
    response: keyAnswerSchema,
    status: 200,
  },
  listKeys: {
    name: 'listKeys',
    method: 'GET',
    path: '/v1/keys',
    summary: 'All keys, or those of one owner.',
    answeredBy: 'operate',
    query: z.strictObject({ owner: z.string().min(1).max(256).optional(), next: page }),
    response: keyListAnswerSchema,
    status: 200,
  },
  rotateKey: {
    name: 'rotateKey',
    method: 'POST',
    path: '/v1/rotate/{key+}',
    summary: 'Has the key rotated now, with its usual overlap.',
    answeredBy: 'operate',
    request: rotateRequestSchema,
    response: z.object({ accepted: z.literal(true) }),
    status: 202,
  },
  rollBackKey: {
    name: 'rollBackKey',
    method: 'POST',
    path: '/v1/rollback/{key+}',
    summary:
      'Has the version before made current again, while it lives; refused with the reason and what to do instead.',
    answeredBy: 'operate',
    request: rollBackRequestSchema,
    response: z.object({ from: versionIdSchema, to: versionIdSchema }),
    status: 202,
  },
  revokeKey: {
    name: 'revokeKey',
    method: 'POST',
    path: '/v1/revoke/{key+}',
    summary: 'Has a version revoked now, without overlap, and replaced.',
    answeredBy: 'operate',
    request: revokeRequestSchema,
    response: z.object({ incidentId: incidentIdSchema }),
    status: 202,
  },
  pauseKey: {
    name: 'pauseKey',
    method: 'POST',
    path: '/v1/pause/{key+}',
    summary: 'Stops the rotations of a key for a while. Leaks are contained unless it says otherwise.',
    answeredBy: 'operate',
    request: pauseKeyRequestSchema,
    response: z.object({ until: instantSchema }),
    status: 200,
  },
  resumeKey: {
    name: 'resumeKey',
    method: 'POST',
    path: '/v1/resume/{key+}',
    summary: "Ends the key's own pause.",
    answeredBy: 'operate',
    response: z.object({ resumed: z.boolean() }),
    status: 200,
  },
  pauseWidely: {
    name: 'pauseWidely',
    method: 'POST',
    path: '/v1/pause-all',
    summary: 'Stops the rotations of all keys, or of those of an issuer, for a while.',
    answeredBy: 'operate',
    request: pauseWidelyRequestSchema,
    response: z.object({ until: instantSchema }),
    status: 200,
  },
  resumeWidely: {
    name: 'resumeWidely',
    method: 'POST',
    path: '/v1/resume-all',
    summary: 'Ends the pause of all keys, or of those of an issuer. Pauses of single keys stay.',
    answeredBy: 'operate',
    request: resumeWidelyRequestSchema,
    response: z.object({ resumed: z.boolean() }),
    status: 200,
  },
  releaseKey: {
    name: 'releaseKey',
    method: 'POST',
    path: '/v1/release/{key+}',
    summary: 'Lets go of a key: nothing is rotated or revoked any more, and nothing is revoked by this.',
    answeredBy: 'operate',
    request: releaseRequestSchema,
    response: appliedAnswerSchema,
    status: 200,
  },
  lineage: {
    name: 'lineage',
    method: 'GET',
    path: '/v1/lineage/{key+}',
    summary: 'The ledger entries of a key with their hashes, and its versions.',
    answeredBy: 'operate',
    query: z.strictObject({
      from: z
        .string()
        .regex(/^[1-9]\d{0,11}$/, 'use a sequence number')
        .optional(),
    }),
    response: lineageAnswerSchema,
    status: 200,
  },
  installationLineage: {
    name: 'installationLineage',
    method: 'GET',
    path: '/v1/installation',
    summary: "The ledger entries of the installation's own chain, for what concerns no single key.",
    answeredBy: 'operate',
    query: z.strictObject({
      from: z
        .string()
        .regex(/^[1-9]\d{0,11}$/, 'use a sequence number')
        .optional(),
    }),
    response: installationLineageAnswerSchema,
    status: 200,
  },
  ...incidentRoutes,
  ...recoveryRoutes,
  reportLeak: {
    name: 'reportLeak',
    method: 'POST',
    path: '/v1/leak/report',
    summary: 'Reports credentials seen where they should not be; answered before any look-up.',
    answeredBy: 'intake',
    request: leakReportRequestSchema,
    response: leakReportAnswerSchema,
    status: 202,
  },
  deadLetters: {
    name: 'deadLetters',
    method: 'GET',
    path: '/v1/dead-letters',
    summary:
      'What could not be delivered: each dead-letter queue with its number of letters and a sample of what they ask for.',
    answeredBy: 'operate',
    response: deadLettersAnswerSchema,
    status: 200,
  },
  redrive: {
    name: 'redrive',
    method: 'POST',
    path: '/v1/redrive/{queue}',
    summary:
      'Sends letters of a dead-letter queue back to where they came from, or takes away what nothing is to be done about.',
    answeredBy: 'operate',
    request: redriveRequestSchema,
    response: redriveAnswerSchema,
    status: 200,
  },
  doctor: {
    name: 'doctor',
    method: 'GET',
    path: '/v1/doctor',
    summary: 'What the installation says of its own health.',
    answeredBy: 'operate',
    response: doctorAnswerSchema,
    status: 200,
  },
  ...findingRoutes,
} as const satisfies Record<string, Route>;
export type Routes = typeof routes;
