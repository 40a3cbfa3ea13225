import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';

/** Calls that change something at an issuer or in a secret. */
const changes = /^(issuer\.(mint|roll|revoke|disable|enable)|secrets\.(create|putPending|promote|tag))$/;

/** Work that is the key's own: what was revoked already is still proven dead, and what was given up is still searched for. */
const governs: ReadonlySet<string> = new Set(['rotate', 'adopt', 'roll-back', 'retire', 'expire', 'contain', 'check']);

/** A key that was let go is left as it is, whatever was sent before: nothing of it is replaced, moved or ended. */
export function checkReleased(simulation: Simulation, process: SimulatedProcess, call: string): void {
  const { work } = process;
  if (!changes.test(call) || work === undefined || !('keyId' in work) || !governs.has(work.kind)) return;
  const { watch, keys } = simulation;
  const key = keys.find(({ keyId }) => keyId === work.keyId);
  // A restored ledger has forgotten that it was let go.
  if (key === undefined || !key.released || key.releasedMs === undefined || watch.restoredMs !== undefined) return;
  // A stack that tried again and again may have taken it since.
  if (simulation.ledger.table.row('head', key.keyId, '')?.body['status'] !== 'released') return;
  // What was rolled in place is finished: the value that is left behind is a dead one.
  if (work.kind === 'rotate' && simulation.issuerOf(key.issuer).capabilities.roll !== undefined) return;
  if (process.startedMs > (watch.letGoMs.get(key.keyId) ?? Infinity))
    watch.break('a released key is left alone', `${process.name} calls ${call} for ${work.keyId}`);
}
