import type { Simulation } from '../surroundings/simulation';

/** P9: of each version that somebody reported its owner heard, whatever was done about it. */
export function checkReportsTold({ watch, inbox, keys }: Simulation): void {
  if (watch.restoredMs !== undefined) return;
  const heard = new Set(
    inbox.flatMap(({ type, key, entry }) => (told.has(type) ? [`${key?.id} ${entry.versionId}`] : [])),
  );
  for (const reported of watch.reported) {
    // What somebody else put there may not be known yet when it is reported: then it is told as unknown, of no version.
    const known =
      reported.includes('-', reported.indexOf(' ')) && keys.some(({ keyId }) => reported.startsWith(`${keyId} `));
    if (known && !heard.has(reported)) watch.break('P9 someone is told', `${reported} was reported, and nobody heard`);
  }
}

const told: ReadonlySet<string> = new Set(['Incident Held', 'Leak Reported']);
