import { z } from 'zod';
import { githubOwnerSchema, githubRepositorySchema, leakHintSchema } from '../../model/leaks/leak-hint';
import { reportIdOf } from '../../model/leaks/report-id-of';
import type { Door } from './door';
import { isSignedByGithub } from './github-signature';
import { readJson } from './read-json';

/** Events that are word of an alert; whatever else a webhook is subscribed to is accepted and left. */
const alertEvents = new Set(['secret_scanning_alert', 'secret_scanning_alert_location']);

/** The few fields that are read. Loose, since payloads differ between github.com and GitHub Enterprise Server; `alert.secret`, which some of them have, is not among them. */
const payloadSchema = z.object({
  action: leakHintSchema.shape.action,
  alert: z.object({ number: leakHintSchema.shape.alert, publicly_leaked: z.boolean().nullish() }),
  repository: z.object({ name: githubRepositorySchema, owner: z.object({ login: githubOwnerSchema }) }),
});

/** The delivery's id; GitHub sends a GUID, the same again when it is delivered again. */
const deliverySchema = z.string().regex(/^[\w-]{8,128}$/);

/** `POST /leaks/github`: secret scanning webhooks. A delivery is a hint only: what it is about, match reads at GitHub. */
export const githubDoor: Door = async (world, { headers, body }) => {
  const keys = await world.doorKeys('github');
  if (!isSignedByGithub(keys, body, headers['x-hub-signature-256'])) return { kind: 'refused', status: 401 };
  if (!alertEvents.has(headers['x-github-event'] ?? '')) return { kind: 'accepted' };
  const delivery = deliverySchema.safeParse(headers['x-github-delivery']);
  if (!delivery.success) return { kind: 'refused', status: 400 };
  const { action, alert, repository } = readJson(payloadSchema, body);
  const leaked = alert.publicly_leaked ?? undefined;
  await world.seenLately.once(delivery.data, body, () =>
    world.reports.sendHint({
      kind: 'github-alert',
      reportId: reportIdOf('github', delivery.data),
      acceptedAt: world.clock.now(),
      owner: repository.owner.login,
      repository: repository.name,
      alert: alert.number,
      action,
      ...(leaked === undefined ? {} : { publiclyLeaked: leaked }),
    }),
  );
  return { kind: 'accepted' };
};
