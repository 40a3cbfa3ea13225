import { z } from 'zod';
import { recoveryIdSchema } from '../model/recovery/recovery';
import { recoveryAnswerSchema } from './answers/recovery-answer';
import { recoverRequestSchema } from './recover-request';
import type { Route } from './route';

/** Operations after a restore of the ledger. */
export const recoveryRoutes = {
  recover: {
    name: 'recover',
    method: 'POST',
    path: '/v1/recover',
    summary:
      'Has a ledger that was restored from a backup compared with issuers and secrets, and takes in what it does not know.',
    answeredBy: 'operate',
    request: recoverRequestSchema,
    response: z.object({ recoveryId: recoveryIdSchema }),
    status: 202,
  },
  recovery: {
    name: 'recovery',
    method: 'GET',
    path: '/v1/recovery',
    summary: 'How far the recovery of a restored ledger is, and what it found, key by key.',
    answeredBy: 'operate',
    query: z.strictObject({ next: z.string().max(4096).optional() }),
    response: recoveryAnswerSchema,
    status: 200,
  },
} as const satisfies Record<string, Route>;
