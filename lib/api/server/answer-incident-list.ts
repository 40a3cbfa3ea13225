import type { Incident } from '../../model/leaks/incident';
import { incidentPageToken, readIncidentPageToken } from './incident-page-token';
import type { OperatorCall } from './operator-request';

/** How many months back a listing without a month goes. */
const monthsBack = 12;

/** Answers `GET /v1/incidents`: one month, or the last 12 from the newest on, or those that are held, the oldest first; pages may be short. */
export async function answerIncidentList(call: OperatorCall): Promise<{ incidents: Incident[]; next?: string }> {
  const { ledger, clock } = call.world;
  if (call.query['held'] !== undefined) {
    const held = await ledger.heldIncidents(call.query['next']);
    return { incidents: held.items, ...(held.next === undefined ? {} : { next: held.next }) };
  }
  const thisMonth = clock.now().slice(0, 7);
  const only = call.query['month'];
  const token = call.query['next'];
  const place = token === undefined ? { month: only ?? thisMonth } : readIncidentPageToken(token);
  const last = only ?? monthBefore(thisMonth, monthsBack - 1);

  let { month } = place;
  let after = 'after' in place ? place.after : undefined;
  for (;;) {
    const page = await ledger.allIncidents(month, after);
    const following = page.next === undefined ? { month: monthBefore(month, 1) } : { month, after: page.next };
    const more = following.month >= last;
    if (page.items.length > 0 || !more) {
      return { incidents: page.items, ...(more ? { next: incidentPageToken(following) } : {}) };
    }
    // An empty month is no page of its own.
    month = following.month;
    after = page.next;
  }
}

function monthBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7);
}
