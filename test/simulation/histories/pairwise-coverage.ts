import { type CallFault, callFaults, canBefall } from '../trouble/faults';
import type { Pair } from './life';

/** Calls of the engine, by the work that makes them, at each of which every fault has to befall somebody in a longer run. */
export const steps: readonly string[] = [
  ...['ledger.key', 'ledger.record', 'issuer.mint', 'issuer.verify', 'fingerprints.of', 'secrets.putPending'].map(
    (call) => `rotate ${call}`,
  ),
  ...['secrets.promote', 'secrets.read', 'ledger.version', 'queues.send'].map((call) => `rotate ${call}`),
  ...['ledger.key', 'ledger.record', 'secrets.read', 'issuer.revoke'].map((call) => `retire ${call}`),
  ...['ledger.version', 'secrets.read', 'issuer.verify', 'ledger.noteProbe', 'ledger.record'].map(
    (call) => `prove ${call}`,
  ),
  ...['ledger.incident', 'ledger.version', 'issuer.revoke', 'ledger.record'].map((call) => `contain ${call}`),
  ...['ledger.attempt', 'issuer.find', 'secrets.describe', 'ledger.record'].map((call) => `search ${call}`),
  ...['ledger.key', 'ledger.record', 'secrets.promote', 'issuer.verify'].map((call) => `roll-back ${call}`),
  ...['ledger.locate', 'ledger.record', 'queues.send'].map((call) => `match ${call}`),
  ...['ledger.due', 'ledger.heads', 'ledger.postpone', 'ledger.postponeAll', 'queues.sendAll'].map(
    (call) => `sweep ${call}`,
  ),
  ...['ledger.heads', 'bus.put', 'ledger.published'].map((call) => `publish ${call}`),
  ...['issuer.find', 'ledger.keys'].map((call) => `reap ${call}`),
  ...['ledger.key', 'ledger.record', 'queues.send'].map((call) => `operate ${call}`),
  ...['ledger.noteRecovery', 'ledger.record', 'issuer.find', 'secrets.read'].map((call) => `recover ${call}`),
];

/** Why a fault cannot befall a step; undefined: it can. */
export function impossible(fault: CallFault, step: string): string | undefined {
  const call = step.split(' ')[1] ?? '';
  if (canBefall(fault, call)) return undefined;
  if (fault === 'throttled') return 'what an issuer refuses for its rate is a refusal of its own, "issuer: throttled"';
  if (fault === 'late effect, error first')
    return 'what only reads has no effect, and the error alone is "not reached"';
  return 'the ledger is read consistently, but for its index; what is written or asked of an issuer is no read';
}

/** Pairs of fault and step that could have occurred in a run, and did not. */
export function neverMet(coverage: Readonly<Record<string, number>>): Pair[] {
  return steps.flatMap((step) =>
    callFaults
      .filter((fault) => impossible(fault, step) === undefined)
      .filter((fault) => (coverage[`fault by step: ${fault} at ${step}`] ?? 0) === 0)
      .map((fault) => ({ fault, step })),
  );
}
