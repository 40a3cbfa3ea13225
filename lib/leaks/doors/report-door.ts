import { z } from 'zod';
import type { Actor } from '../../model/ids';
import { exposureSchema } from '../../model/leak-report';
import { reportIdOf } from '../../model/report-id-of';
import { acceptReport } from '../accept-report';
import type { Door } from './door';
import { readJson } from './read-json';
import { standardWebhookId } from './standard-webhook';

const bodySchema = z.strictObject({ findings: z.unknown(), exposure: exposureSchema.default('unknown') });

/**
 * `POST /leaks/report`: any tool that signs as a Standard Webhook. Whoever can send here holds a value and proves nothing of where it
 * stood, so a claim that it is public is kept as a claim.
 */
export const reportDoor: Door = async (world, request) => {
  const id = standardWebhookId(await world.doorKeys('report'), request, world.clock.now());
  if (id === undefined) return { kind: 'refused', status: 401 };
  const { findings, exposure } = readJson(bodySchema, request.body);
  const said = exposure === 'public' ? ({ exposure: 'unknown', claimed: 'public' } as const) : { exposure };
  const actor = 'leaks/report' as Actor;
  await acceptReport(world, {
    source: 'findings',
    ...said,
    actor,
    trust: 'low',
    report: findings,
    reportId: reportIdOf('report', id),
  });
  return { kind: 'accepted' };
};
