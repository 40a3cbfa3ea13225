import { eachBounded } from '../../model/each-bounded';
import type { DueItem } from '../../ports';
import { publishEntries } from '../publish-entries';
import type { PublisherWorld } from '../world';

/** Entries that are read at a time. */
const width = 10;

/** Tells the entries of due items on the bus, those that the stream did not bring there; gives how many the bus took. */
export async function tellAgain(world: PublisherWorld, items: readonly DueItem[]): Promise<number> {
  const read = await eachBounded(items, width, async ({ chain, id }) => {
    for await (const entry of world.ledger.entries(chain, Number(id))) return entry;
    return undefined;
  });
  const entries = read.filter((entry) => entry !== undefined);
  const { failed } = await publishEntries(world, entries);
  return entries.length - failed.length;
}
