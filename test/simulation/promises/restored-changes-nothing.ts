import type { Simulation } from '../surroundings/simulation';
import type { SimulatedProcess } from '../surroundings/process';

/** Calls that change something at an issuer or in a secret. */
const changes = /^(issuer\.(mint|roll|revoke|disable|enable)|secrets\.(create|putPending|promote|tag))$/;

/** What an operator's order is carried out by, on any ledger. */
const ends: ReadonlySet<string> = new Set(['issuer.revoke', 'issuer.disable']);

/** Until a ledger that was restored is recovered nothing is changed by what it says: only what an operator ordered to end is ended. */
export function checkRestored({ watch }: Simulation, process: SimulatedProcess, call: string): void {
  if (!watch.forgetful || !changes.test(call) || process.startedMs <= (watch.restoredMs ?? 0)) return;
  if (process.kind === 'contain' && ends.has(call)) return;
  watch.break('a restored ledger changes nothing', `${process.name} calls ${call}`);
}
