import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';

/** P2: a reaper that is shown an empty list where keys have values believes nothing, and somebody hears of it. */
export function checkEmptyList({ ledger, watch }: Simulation, process: SimulatedProcess): void {
  // A key that was released since is none that should have a value.
  if (process.sawNothing?.isUsed() !== true || process.disturbed) return;
  const halted = ledger.table.of('entry', 'INSTALLATION').some(({ body }) => body['type'] === 'reaper-halted');
  if (!halted) watch.break('P2 no stray', `${process.name} believed an empty list`);
}
