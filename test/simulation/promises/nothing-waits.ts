import { instantOf } from '../../../lib/model/instant';
import { waitSeconds } from '../../../lib/model/schedule/wait-seconds';
import type { Simulation } from '../surroundings/simulation';

/** Seconds for which a due item may stand as it is when nothing goes wrong, and nothing waits in its queue: the sweep comes every minute, and takes as many as there are here. */
const longestSeconds = 180;

/** Since when something is due, and the most messages that were before it in that time. */
export interface Waiting {
  sinceMs: number;
  ahead: number;
}

/** Liveness: once nothing goes wrong any more, whatever is due is taken up, or postponed, within a bound, whatever else is due. Its message may wait behind others. */
export function checkNothingWaits(simulation: Simulation): void {
  const { watch, scheduler, ledger } = simulation;
  if (watch.quietMs === undefined || watch.forgetful) return watch.waiting.clear();
  const { nowMs } = scheduler;
  const due = ledger.table.dueRows(instantOf(nowMs), 10_000);
  const before = new Map(watch.waiting);
  watch.waiting.clear();
  for (const row of due) {
    // Another row takes its place as soon as anybody postpones it, or writes it anew.
    const { sinceMs, ahead } = before.get(row) ?? { sinceMs: nowMs, ahead: 0 };
    const visible = row.issuer === undefined ? 0 : simulation.queue('rotations', row.issuer).visible;
    const waiting = { sinceMs, ahead: Math.max(ahead, visible) };
    watch.waiting.set(row, waiting);
    if (nowMs - sinceMs > (longestSeconds + waitSeconds(waiting.ahead)) * 1000)
      return watch.break(
        'what is due is looked at',
        `${row.due.kind} of ${row.chain} ${row.id} waits for ${(nowMs - sinceMs) / 1000}s`,
      );
  }
}
