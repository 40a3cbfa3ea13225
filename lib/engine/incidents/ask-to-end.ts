import type { Incident } from '../../model/leaks/incident';
import type { Version } from '../../model/ledger/version';
import { reminderAt } from '../../model/schedule/reminder-schedule';
import { amend } from '../amend';
import { materialOf } from '../checks/material-of';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';

/**
 * Tells that a leaked version lives and is a person's to end, because nobody of ours can name it at its issuer: at once, and again as often as of an incident that is held, until it has
 * ended; `watched` says whether the secret still holds its value, so that Rekey sees when.
 */
export async function askToEnd(
  world: WorkerWorld,
  { keyId, incidentId }: Incident,
  { version, reason }: { version: Version; reason: string },
): Promise<void> {
  await amend(world, keyId, async () => {
    const now = await world.ledger.incident(keyId, incidentId);
    const at = world.clock.now();
    if (now?.state !== 'open' || (now.reminder !== undefined && now.reminder.at > at)) return { skip: 'told before' };
    const watched = (await materialOf(world, version)) !== undefined;
    const sent = now.reminder?.sent ?? 0;
    const nextAt = reminderAt(at, sent);
    return {
      entry: {
        type: 'leak-not-ended',
        actor: rekeyActor,
        versionId: now.versionId,
        evidence: { incidentId, since: now.verdict.at, reminders: sent, nextAt, reason, watched },
      },
      incidents: [{ ...now, reminder: { at: nextAt, sent: sent + 1 } }],
    };
  });
}
