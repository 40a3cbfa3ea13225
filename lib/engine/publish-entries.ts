import { eachBounded } from '../model/each-bounded';
import { eventOf, eventTypeOf } from '../model/event';
import type { KeyId } from '../model/ids';
import type { Entry } from '../model/ledger/entry';
import type { KeyHead } from '../model/ledger/key-head';
import type { PublisherWorld } from './world';

/** Marks under way at a time: as many as a request to the bus has events. */
const width = 10;

/** Tells entries on the bus, together, and notes which of them the bus took; the others stay due. */
export async function publishEntries(world: PublisherWorld, entries: readonly Entry[]): Promise<{ failed: Entry[] }> {
  const told = entries.filter((entry) => eventTypeOf(entry) !== undefined);
  if (told.length === 0) return { failed: [] };
  const heads = await headsOf(world, told);
  const { account, region } = world;
  const where = { installation: world.installation.installationId, account, region };
  const events = told.flatMap((entry) => {
    const type = eventTypeOf(entry);
    return type === undefined ? [] : [eventOf(entry, type, where, heads.get(entry.chain))];
  });
  const taken = await world.bus.put(events);
  const failed = told.filter((_entry, index) => taken[index] !== true);
  const done = told.filter((_entry, index) => taken[index] === true);
  await eachBounded(done, width, async ({ chain, sequence, type }) => {
    await world.ledger.published(chain, sequence);
    world.telemetry.count('EntryTold', 1, { type });
  });
  return { failed };
}

/** The heads of the keys that entries are of, read together. */
async function headsOf({ ledger }: PublisherWorld, entries: readonly Entry[]): Promise<ReadonlyMap<string, KeyHead>> {
  const keys = [...new Set(entries.map(({ chain }) => chain))].filter(
    (chain): chain is KeyId => chain !== 'INSTALLATION',
  );
  return keys.length === 0 ? new Map() : ledger.heads(keys);
}
