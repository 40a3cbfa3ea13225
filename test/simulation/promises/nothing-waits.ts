import { instantOf } from '../../../lib/model/instant';
import type { Simulation } from '../surroundings/simulation';

/** Seconds for which a due item may stand as it is when nothing goes wrong: the sweep comes every minute, and takes as many as there are here. */
const longestSeconds = 180;

/** Liveness: once nothing goes wrong any more, whatever is due is taken up, or postponed, within a bound, whatever else is due. */
export function checkNothingWaits({ watch, scheduler, ledger }: Simulation): void {
  if (watch.quietMs === undefined || watch.forgetful) return watch.waiting.clear();
  const { nowMs } = scheduler;
  const due = ledger.table.dueRows(instantOf(nowMs), 10_000);
  const before = new Map(watch.waiting);
  watch.waiting.clear();
  for (const row of due) {
    // Another row takes its place as soon as anybody postpones it, or writes it anew.
    const sinceMs = before.get(row) ?? nowMs;
    watch.waiting.set(row, sinceMs);
    if (nowMs - sinceMs > longestSeconds * 1000)
      return watch.break(
        'what is due is looked at',
        `${row.due.kind} of ${row.chain} ${row.id} waits for ${(nowMs - sinceMs) / 1000}s`,
      );
  }
}
