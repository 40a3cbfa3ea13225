import type { Simulation } from '../surroundings/simulation';

/** P9: of each key that a flood named somebody heard, though nothing was done about it. */
export function checkFloodTold({ watch, inbox, keys }: Simulation): void {
  const heard = new Set(inbox.filter(({ type }) => told.has(type)).map(({ key }) => key?.id));
  for (const keyId of new Set(watch.flooded.values())) {
    const released = keys.find((key) => key.keyId === keyId)?.released === true;
    if (!released && !heard.has(keyId)) watch.break('P9 someone is told', `${keyId} was reported, and nobody heard`);
  }
}

const told: ReadonlySet<string> = new Set(['Incident Held', 'Leak Reported']);
