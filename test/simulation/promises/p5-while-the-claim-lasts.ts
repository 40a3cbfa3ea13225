import { epochMs } from '../../../lib/model/instant';
import type { Transition } from '../../../lib/ports';
import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';

/** Calls of a rotation that nobody else can take back. */
const acts: ReadonlySet<string> = new Set(['issuer.mint', 'issuer.roll', 'secrets.putPending', 'secrets.promote']);

/** P5: whoever takes a rotation up, or ends somebody's, fences out all who had it before. Notes until when it may act. */
export function noteClaim({ watch }: Simulation, { entry, head }: Transition, process: SimulatedProcess): void {
  const { type } = entry;
  const takes = type === 'rotation-begun' || type === 'rotation-resumed';
  const before = watch.fences.get(head.keyId);
  watch.fences.set(head.keyId, head.fence);
  if (
    before !== undefined &&
    (takes || type === 'roll-back-begun' || type === 'credential-taken-over') &&
    head.fence <= before
  )
    watch.break('P5 one at a time', `${process.name} records ${type} of ${head.keyId} under a fence that others have`);
  const until = head.rotation?.claimUntil;
  if (until === undefined || !takes) return;
  watch.claims.set(process, epochMs(until));
}

/** P5: whoever hung until its claim ran out, by its own clock, asks nothing more of the outside, whatever befell it: somebody else carries on. */
export function checkClaim({ watch }: Simulation, process: SimulatedProcess, call: string): void {
  if (!acts.has(call)) return;
  const untilMs = watch.claims.get(process);
  if (untilMs === undefined || epochMs(process.clock.now()) < untilMs) return;
  watch.break('P5 one at a time', `${process.name} calls ${call} after its claim has run out`);
}
