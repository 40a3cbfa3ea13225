import type { Random } from './random';
import type { Simulation } from './simulation';

/** Somebody restores the ledger from a backup of up to an hour ago: another table, with another id, that does not know what was done since. */
export function restoreLedger(simulation: Simulation, random: Random): void {
  const { backups, ledger, watch, scheduler, coverage, processes } = simulation;
  if (backups.length === 0 || watch.restoredMs !== undefined) return;
  // Whoever is at work writes to the table that was.
  for (const process of processes) {
    process.severed = true;
    process.end('ended by a restore');
  }
  ledger.table.restore(random.pick(backups));
  ledger.tableIdNow = 'restored';
  watch.restoredMs = scheduler.nowMs;
  coverage.note('operation', 'restore the ledger');
  simulation.trace(() => 'OPERATION restore the ledger');
}
