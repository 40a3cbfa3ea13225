import type { Simulation } from '../surroundings/simulation';

/** P9: each transition that matters reached the owner, or stands in a dead-letter queue. */
export function checkTold(simulation: Simulation): void {
  for (const { id, entry, key } of simulation.inbox) {
    const known = simulation.keys.find(({ keyId }) => id.startsWith(`${keyId}#`));
    if (known !== undefined && key?.owner !== known.manifests[0]?.owner)
      simulation.watch.break('P9 someone is told', `${id} ${entry.type} says not whose key it is`);
  }
  const arrived = new Set(simulation.inbox.map(({ entry }) => entry.hash));
  for (const [id, entry] of simulation.watch.news) {
    if (!arrived.has(entry.hash)) simulation.watch.break('P9 someone is told', `${id} ${entry.type} reached nobody`);
  }
}
