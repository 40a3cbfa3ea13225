import { pausesOn } from '../surroundings/pauses-on';
import type { KeySpec } from '../surroundings/key-spec';
import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf } from '../surroundings/truth';

/** Two clocks, each of which has jumped as far as clocks jump here, in milliseconds. */
const clocksDifferMs = 25_000;

/** Calls that replace or end a credential. */
const acts: ReadonlySet<string> = new Set(['issuer.mint', 'secrets.promote', 'issuer.disable', 'issuer.revoke']);

/** A brake that was pulled stops what is begun after it until it ends: rotations, and the ends that they and the schedule lead to, but for leaks and orders. */
export function checkPaused(simulation: Simulation, process: SimulatedProcess, call: string): void {
  const { work } = process;
  if (!acts.has(call) || work === undefined || !('keyId' in work)) return;
  const { watch, keys, scheduler } = simulation;
  const key = keys.find(({ keyId }) => keyId === work.keyId);
  // A restored ledger has forgotten who pulled it.
  if (key === undefined || watch.restoredMs !== undefined) return;
  const nowMs = scheduler.nowMs + clocksDifferMs;
  const standing = pausesOn(watch, key, { beganMs: process.startedMs, nowMs });
  const leak = work.kind === 'contain' || (work.kind === 'rotate' && work.cause === 'leak');
  if (leak && !standing.some(({ containment }) => containment)) return;
  if (!leak && work.kind !== 'rotate' && work.kind !== 'retire' && work.kind !== 'expire') return;
  if (standing.length === 0) return;
  // What may have rolled in place is finished.
  if (work.kind === 'rotate' && isRolling(simulation, work.keyId, process)) return;
  if (work.kind === 'contain' && isOverridden(simulation, key, work.incidentId)) return;
  const ended = 'versionId' in work ? credentialOf(simulation, key, work.versionId) : undefined;
  // The end of a leaked version is part of its containment.
  if (ended !== undefined && (watch.leaks.has(ended.value) || watch.killsBegun.has(ended.value))) return;
  watch.break('a pause stops', `${process.name} calls ${call} for ${work.keyId} in a pause`);
}

/** Whether a rotation is in flight at an issuer that rolls, begun before this process, or meanwhile because of a leak, which a pause does not stop. */
function isRolling(simulation: Simulation, keyId: string, { startedMs, foundRotation }: SimulatedProcess): boolean {
  const key = simulation.keys.find((one) => one.keyId === keyId);
  if (key === undefined || simulation.issuerOf(key.issuer).capabilities.roll === undefined) return false;
  if (foundRotation) return true;
  const begun = simulation.ledger.table.of('entry', key.keyId).filter(({ body }) => body['type'] === 'rotation-begun');
  const last = begun.at(-1)?.body;
  return Date.parse(String(last?.['at'])) < startedMs || last?.['cause'] === 'leak';
}

/** Whether a person approved it in spite of a pause. */
function isOverridden(simulation: Simulation, key: KeySpec, incidentId: string): boolean {
  const incident = simulation.ledger.table.row('incident', key.keyId, incidentId)?.body;
  // Carried out before whoever approved it heard that it was accepted.
  if ((incident?.['decision'] as { override?: boolean } | undefined)?.override === true) return true;
  const versionId = incident?.['versionId'];
  const value = credentialOf(simulation, key, String(versionId))?.value;
  return value !== undefined && simulation.watch.overridden.has(value);
}
