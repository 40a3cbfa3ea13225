import type { DueItem, Ledger } from '../../lib/ports';
import { overWire } from './over-wire';
import type { SimulatedProcess } from './process';
import type { Simulation } from './simulation';

/** The ledger as one process reaches it; the world looks on at what is recorded. */
export function ledgerOf(simulation: Simulation, process: SimulatedProcess): Ledger {
  const { ledger } = simulation;
  const observed = Object.create(ledger) as Ledger;
  observed.record = async (transition) => {
    const before = ledger.table.row('head', transition.head.keyId, '')?.body['headHash'];
    const outcome = await ledger.record(transition);
    if (outcome.kind === 'recorded' && before !== transition.entry.hash) simulation.recorded(transition, process);
    return outcome;
  };
  observed.recordInstallation = async (transition) => {
    const before = ledger.table.installation?.headHash;
    const outcome = await ledger.recordInstallation(transition);
    if (outcome.kind === 'recorded' && before !== transition.entry.hash) simulation.recordedWidely(transition, process);
    return outcome;
  };
  const wired = overWire({ name: 'ledger' }, process, observed);
  // Answered from what was asked not long ago.
  wired.tableId = () => ledger.tableId();
  wired.entries = async function* entries(...args) {
    yield* await process.call('ledger.entries', () => gather(ledger.entries(...args)));
  };
  wired.due = async function* due(...args): AsyncIterable<DueItem> {
    const now = async () => (simulation.lastDue = await gather(ledger.due(...args)));
    // An index may be a little behind.
    yield* await process.call('ledger.due', now, async () => simulation.lastDue);
  };
  return wired;
}

/** A listing: one call gets the page, its items follow without further calls. */
async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const item of items) gathered.push(item);
  return gathered;
}
