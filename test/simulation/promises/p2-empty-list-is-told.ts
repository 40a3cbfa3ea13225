import type { SimulatedProcess } from '../process';
import type { Simulation } from '../simulation';

/** P2: a reaper that is shown an empty list where keys have values believes nothing, and somebody hears of it. */
export function checkEmptyList({ ledger, watch, keys }: Simulation, process: SimulatedProcess): void {
  if (!process.sawNothing || process.disturbed) return;
  const halted = ledger.table.of('entry', 'INSTALLATION').some(({ body }) => body['type'] === 'reaper-halted');
  const issued = keys.some(({ keyId }) => ledger.table.row('head', keyId, '')?.body['rotateAt'] !== undefined);
  if (issued && !halted) watch.break('P2 no stray', `${process.name} believed an empty list`);
}
