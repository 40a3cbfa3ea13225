import type { Entry } from '../model/ledger/entry';
import { eventOf, eventTypeOf } from '../model/event';
import type { KeyHead } from '../model/ledger/key-head';
import type { PublisherWorld } from './world';

/** Tells entries on the bus and notes which of them the bus took; the others stay due. */
export async function publishEntries(world: PublisherWorld, entries: readonly Entry[]): Promise<{ failed: Entry[] }> {
  const heads = new Map<string, KeyHead | undefined>();
  const events = [];
  const told: Entry[] = [];
  for (const entry of entries) {
    const type = eventTypeOf(entry);
    if (type === undefined) continue;
    if (entry.chain !== 'INSTALLATION' && !heads.has(entry.chain))
      heads.set(entry.chain, await world.ledger.key(entry.chain));
    const where = {
      installation: world.installation.installationId,
      account: world.account,
      region: world.region,
    };
    events.push(eventOf(entry, type, where, heads.get(entry.chain)));
    told.push(entry);
  }
  if (events.length === 0) return { failed: [] };
  const taken = await world.bus.put(events);
  const failed: Entry[] = [];
  for (const [index, entry] of told.entries()) {
    if (taken[index] !== true) {
      failed.push(entry);
      continue;
    }
    await world.ledger.published(entry.chain, entry.sequence);
    world.telemetry.count('EntryTold', 1, { type: entry.type });
  }
  return { failed };
}
