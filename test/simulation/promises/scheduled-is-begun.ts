import { epochMs, latest } from '../../../lib/model/instant';
import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Version } from '../../../lib/model/ledger/version';
import type { Transition } from '../../../lib/ports';
import type { Simulation } from '../surroundings/simulation';

/** What clocks differ by, in milliseconds. */
const clocksDifferMs = 25_000;
/** Seconds after its time within which a rotation is begun when nothing goes wrong: some rounds of the sweep. */
const begunSeconds = 1200;

/** P10: a message of the schedule that comes before its time, from whenever, begins nothing. */
export function checkNotEarly(simulation: Simulation, { entry, head }: Transition): void {
  const { watch, scheduler } = simulation;
  if (entry.type !== 'rotation-begun' || entry.cause !== 'scheduled' || head.rotateAt === undefined) return;
  if (epochMs(head.rotateAt) > scheduler.nowMs + clocksDifferMs)
    watch.break('P10 idempotent', `${head.keyId} is rotated by its schedule before ${head.rotateAt}`);
}

/** Liveness of P4: what the schedule says is begun soon after its time, once nothing goes wrong any more. */
export function checkBegun(simulation: Simulation): void {
  const { watch, scheduler, keys, ledger, disturbedMs } = simulation;
  const { quietMs, restoredMs } = watch;
  if (quietMs === undefined || restoredMs !== undefined) return;
  if (scheduler.nowMs < Math.max(quietMs, disturbedMs) + begunSeconds * 1000) return;
  for (const key of keys) {
    if (key.released || key.observing === true || key.observed !== undefined || key.foreignMs !== undefined) continue;
    const head = ledger.table.row('head', key.keyId, '')?.body as unknown as KeyHead | undefined;
    if (head?.rotateAt === undefined || head.rotation !== undefined || head.rollBack !== undefined) continue;
    // Due before its value was current: the rotation of that one had waited.
    const current = ledger.table.row('version', key.keyId, head.currentVersionId ?? '')?.body as Version | undefined;
    const dueAt = latest(head.rotateAt, current?.currentAt ?? head.rotateAt);
    if (scheduler.nowMs > epochMs(dueAt) + begunSeconds * 1000)
      watch.break('what is scheduled is begun', `${key.keyId} was to be rotated at ${head.rotateAt}`);
  }
}
