import type { Incident } from '../../model/leaks/incident';
import { reminderAt } from '../../model/schedule/reminder-schedule';
import { amend } from '../amend';
import { rekeyActor } from '../rekey-actor';
import type { World } from '../world';

/** Tells that a leaked version lives and is a person's to end, because nobody of ours can name it at its issuer: at once, and again as often as of an incident that is held, until it has ended. */
export async function askToEnd(world: World, { keyId, incidentId }: Incident, reason: string): Promise<void> {
  await amend(world, keyId, async () => {
    const now = await world.ledger.incident(keyId, incidentId);
    const at = world.clock.now();
    if (now?.state !== 'open' || (now.reminder !== undefined && now.reminder.at > at)) return { skip: 'told before' };
    const sent = now.reminder?.sent ?? 0;
    const nextAt = reminderAt(at, sent);
    return {
      entry: {
        type: 'leak-not-ended',
        actor: rekeyActor,
        versionId: now.versionId,
        evidence: { incidentId, since: now.verdict.at, reminders: sent, nextAt, reason },
      },
      incidents: [{ ...now, reminder: { at: nextAt, sent: sent + 1 } }],
    };
  });
}
