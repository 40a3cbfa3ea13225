import { forgetSinceBackup } from './forget-since-backup';
import type { Random } from '../surroundings/random';
import { recoverLedger } from './recover-ledger';
import type { Simulation } from '../surroundings/simulation';

/** Somebody restores the ledger from a backup of up to an hour ago: another table, with another id, that does not know what was done since. Mostly somebody has it recovered afterwards. */
export function restoreLedger(simulation: Simulation, random: Random): void {
  const { backups, ledger, watch, coverage, processes } = simulation;
  if (backups.length === 0 || watch.restoredMs !== undefined) return;
  // Whoever is at work writes to the table that was.
  for (const process of processes) process.end('ended by a restore');
  ledger.table.restore(random.pick(backups));
  ledger.tableIdNow = 'restored';
  simulation.lastDue = [];
  simulation.restoreStream();
  forgetSinceBackup(simulation);
  coverage.note('operation', 'restore the ledger');
  simulation.trace(() => 'OPERATION restore the ledger');
  if (random.chance(0.7)) recoverLedger(simulation, random);
}
