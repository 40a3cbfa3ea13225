import { z } from 'zod';
import { idClaimSchema } from '../../model/leaks/id-claim';
import type { Actor } from '../../model/ids';
import { exposureSchema } from '../../model/leaks/leak-report';
import { reportIdOf } from '../../model/leaks/report-id-of';
import { acceptReport } from '../accept-report';
import { Redaction } from '../redaction';
import { sightingOf } from '../sighting-of';
import type { Door, DoorWorld } from './door';
import { readJson } from './read-json';
import { standardWebhookId } from './standard-webhook';

const exposure = exposureSchema.default('unknown');
const valuesSchema = z.strictObject({ findings: z.unknown(), exposure });
/** Credentials by the ids that their issuer has for them, and the one place where they were seen. */
const idsSchema = z.strictObject({
  ids: idClaimSchema.shape.ids,
  issuer: idClaimSchema.shape.issuer,
  file: z.string().optional(),
  line: z.number().int().positive().optional(),
  url: z.string().optional(),
  rule: z.string().optional(),
  exposure,
});
const bodySchema = z.union([idsSchema, valuesSchema]);

const actor = 'leaks/report' as Actor;

/**
 * `POST /leaks/report`: any tool that signs as a Standard Webhook. Whoever can send here holds a value, or knows an id, and proves nothing of
 * where it stood: a claim that it is public is kept as a claim, and an id alone is held for a person.
 */
export const reportDoor: Door = async (world, request) => {
  const id = standardWebhookId(await world.doorKeys('report'), request, world.clock.now());
  if (id === undefined) return { kind: 'refused', status: 401 };
  const body = readJson(bodySchema, request.body);
  const reportId = reportIdOf('report', id);
  await world.seenLately.once(id, request.body, async () => {
    if ('ids' in body) return sendClaim(world, reportId, body);
    const report = { source: 'findings', actor, trust: 'low', report: body.findings, reportId } as const;
    await acceptReport(world, { ...report, ...said(body) });
  });
  return { kind: 'accepted' };
};

function sendClaim(world: DoorWorld, reportId: string, body: z.output<typeof idsSchema>): Promise<void> {
  const { ids, issuer, exposure: _, ...place } = body;
  // The text is an attacker's; there is no value to take out of it.
  const sighting = sightingOf('ids', place, new Redaction([]));
  const acceptedAt = world.clock.now();
  return world.reports.sendClaim({
    kind: 'id-claim',
    reportId,
    acceptedAt,
    actor,
    issuer,
    ids,
    sighting,
    ...said(body),
  });
}

function said({ exposure: claimed }: { exposure: z.output<typeof exposure> }) {
  return claimed === 'public' ? ({ exposure: 'unknown', claimed } as const) : { exposure: claimed };
}
