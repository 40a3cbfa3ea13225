import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';
import { isUsed } from '../surroundings/truth';

/** P2: a reaper that is shown an empty list where keys have values believes nothing, and somebody hears of it. */
export function checkEmptyList(simulation: Simulation, process: SimulatedProcess): void {
  const { ledger, watch } = simulation;
  // A key that was released since is none that should have a value.
  if (process.sawNothing === undefined || !isUsed(simulation, process.sawNothing.name) || process.disturbed) return;
  const halted = ledger.table.of('entry', 'INSTALLATION').some(({ body }) => body['type'] === 'reaper-halted');
  if (!halted) watch.break('P2 no stray', `${process.name} believed an empty list`);
}
