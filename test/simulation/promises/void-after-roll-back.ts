import type { Transition } from '../../../lib/ports';
import type { Simulation } from '../surroundings/simulation';

/** Whoever was at work on an order when a roll-back began has ended, in milliseconds, and what it sent was sent. */
const settledMs = 240_000;

/** P10: what was ordered before a roll-back is void after it: the version that somebody went back to is not replaced by a message that came late. */
export function checkVoid({ watch, scheduler }: Simulation, { entry, head }: Transition): void {
  const { keyId } = head;
  if (entry.type === 'roll-back-begun') watch.wentBack.set(keyId, scheduler.nowMs);
  if (entry.type !== 'rotation-begun' || watch.restoredMs !== undefined) return;
  const commandId = head.rotation?.commandId ?? '';
  const orderedMs = watch.orderedMs.get(commandId);
  const backMs = watch.wentBack.get(keyId);
  if (orderedMs === undefined || backMs === undefined || orderedMs > backMs - settledMs) return;
  watch.break('P10 idempotent', `${keyId}: ${commandId} was given before a roll-back`);
}
