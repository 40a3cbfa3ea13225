import type { DueItem, Ledger } from '../../../lib/ports';
import { overWire } from './over-wire';
import type { SimulatedProcess } from './process';
import type { Simulation } from './simulation';

/** The ledger as one process reaches it; the world looks on at what is recorded. */
export function ledgerOf(simulation: Simulation, process: SimulatedProcess): Ledger {
  const { ledger } = simulation;
  const wired = overWire<Ledger>({ name: 'ledger' }, process, () => ledger);
  wired.record = (transition) =>
    process.call('ledger.record', async () => {
      const before = ledger.table.row('head', transition.head.keyId, '')?.body['headHash'];
      const outcome = await ledger.record(transition);
      if (outcome.kind === 'recorded' && before !== transition.entry.hash) simulation.recorded(transition, process);
      return outcome;
    });
  wired.recordInstallation = (transition) =>
    process.call('ledger.recordInstallation', async () => {
      const before = ledger.table.installation?.headHash;
      const outcome = await ledger.recordInstallation(transition);
      if (outcome.kind === 'recorded' && before !== transition.entry.hash)
        simulation.recordedWidely(transition, process);
      return outcome;
    });
  // Answered from what was asked not long ago.
  wired.tableId = () => ledger.tableId();
  wired.entries = async function* entries(...args) {
    for (const entry of await process.call('ledger.entries', () => gather(ledger.entries(...args)))) yield entry;
  };
  wired.due = async function* due(...args): AsyncIterable<DueItem> {
    const now = async () => (simulation.lastDue = await gather(ledger.due(...args)));
    // An index may be a little behind.
    for (const item of await process.call('ledger.due', now, async () => simulation.lastDue)) yield item;
  };
  return wired;
}

/** A listing: one call gets the page, its items follow without further calls. */
async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const item of items) gathered.push(item);
  return gathered;
}
