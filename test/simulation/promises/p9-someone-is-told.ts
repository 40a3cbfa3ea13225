import type { Simulation } from '../simulation';

/** P9: each transition that matters reached the owner, or stands in a dead-letter queue. */
export function checkTold(simulation: Simulation): void {
  const arrived = new Set(simulation.inbox.map(({ entry }) => entry.hash));
  for (const [id, entry] of simulation.watch.news) {
    if (!arrived.has(entry.hash)) simulation.watch.break('P9 someone is told', `${id} ${entry.type} reached nobody`);
  }
}
