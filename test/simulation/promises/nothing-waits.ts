import { instantOf } from '../../../lib/model/instant';
import { waitSeconds } from '../../../lib/model/schedule/wait-seconds';
import type { Simulation } from '../surroundings/simulation';

/** Seconds for which a due item may stand as it is when nothing goes wrong, and nothing waits in its queue: the sweep comes every minute, and takes as many as there are here. */
const longestSeconds = 180;

/** Since when something is due, the most messages that were before it in that time, and how much else of its issuer was due before it. */
export interface Waiting {
  sinceMs: number;
  ahead: number;
  older: number;
}

/** Liveness: once nothing goes wrong any more, whatever is due is taken up, or postponed, within a bound, whatever else is due. Its message may wait behind others. */
export function checkNothingWaits(simulation: Simulation): void {
  const { watch, scheduler, ledger, pace } = simulation;
  if (watch.quietMs === undefined || watch.forgetful) return watch.waiting.clear();
  const { nowMs } = scheduler;
  const due = ledger.table.dueRows(instantOf(nowMs), 10_000);
  const before = new Map(watch.waiting);
  watch.waiting.clear();
  const seen = new Map<string | undefined, number>();
  for (const row of due) {
    // Another row takes its place as soon as anybody postpones it, or writes it anew.
    const { sinceMs, ahead, older } = before.get(row) ?? { sinceMs: nowMs, ahead: 0, older: seen.get(row.issuer) ?? 0 };
    seen.set(row.issuer, (seen.get(row.issuer) ?? 0) + 1);
    const visible = row.issuer === undefined ? 0 : simulation.queue('rotations', row.issuer).visible;
    const waiting = { sinceMs, ahead: Math.max(ahead, visible), older };
    watch.waiting.set(row, waiting);
    // Of what is due each sweep sends as much as its queue has room for, the oldest first.
    const turnSeconds = 60 * Math.ceil(older / pace.fastest);
    if (nowMs - sinceMs > (longestSeconds + turnSeconds + waitSeconds(waiting.ahead, pace)) * 1000)
      return watch.break(
        'what is due is looked at',
        `${row.due.kind} of ${row.chain} ${row.id} waits for ${(nowMs - sinceMs) / 1000}s`,
      );
  }
}
