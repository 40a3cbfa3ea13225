import { reminderAt } from '../../model/schedule/reminder-schedule';
import type { WorkOf } from '../../model/work/work';
import { amend } from '../amend';
import { isEarly } from '../dispatch';
import { rekeyActor } from '../rekey-actor';
import type { World } from '../world';

/** Tells again that an incident waits for a person, and plans the next time. It never stops by itself: a hold ends by a decision, by a report that is certain, or with its version. */
export async function remind(world: World, work: WorkOf<'remind'>): Promise<void> {
  const { keyId, incidentId } = work;
  const incident = await world.ledger.incident(keyId, incidentId);
  if (incident?.state !== 'held' || incident.reminder === undefined) return;
  if (await isEarly(world, 'rotations', incident.issuer, work, incident.reminder.at)) return;
  await amend(world, keyId, async () => {
    const now = await world.ledger.incident(keyId, incidentId);
    const at = world.clock.now();
    if (now?.state !== 'held' || now.reminder === undefined || now.reminder.at > at) return { skip: 'told before' };
    const sent = now.reminder.sent + 1;
    const next = reminderAt(at, sent);
    const { reason, heldFor, otherwise } = now.verdict;
    return {
      entry: {
        type: 'incident-reminded',
        actor: rekeyActor,
        versionId: now.versionId,
        evidence: { incidentId, heldSince: now.verdict.at, reminders: sent, nextAt: next, reason, heldFor, otherwise },
      },
      incidents: [{ ...now, reminder: { at: next, sent }, due: { kind: 'remind', at: next } }],
    };
  });
}
