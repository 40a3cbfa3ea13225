import type { RekeyEvent } from '../model/event';
import type { Incident } from '../model/leaks/incident';
import type { KeyHead } from '../model/ledger/key-head';
import type { Ledger } from '../ports';

/** What a message rests on: the event, and the ledger as it is when the message is sent. */
export interface Facts {
  event: RekeyEvent;
  /** Absent for what concerns no key. */
  head?: KeyHead;
  /** Absent when the event belongs to no incident. */
  incident?: Incident;
}

/** Reads what an event's message needs besides the event. */
export async function loadFacts(ledger: Pick<Ledger, 'key' | 'incident'>, event: RekeyEvent): Promise<Facts> {
  const keyId = event.key?.id;
  if (keyId === undefined) return { event };
  const incidentId = event.entry.incidentId;
  const [head, incident] = await Promise.all([
    ledger.key(keyId),
    incidentId === undefined ? undefined : ledger.incident(keyId, incidentId),
  ]);
  return { event, ...(head === undefined ? {} : { head }), ...(incident === undefined ? {} : { incident }) };
}
