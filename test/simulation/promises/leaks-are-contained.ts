import type { Incident } from '../../../lib/model/leaks/incident';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../surroundings/truth';

/** At rest no consumer reads a value that was reported by somebody who has it, unless a person decided so or is asked to; and what is dead waits for nobody. */
export function checkContained(simulation: Simulation): void {
  // Of what was reported before a restore nobody may know any more.
  if (simulation.watch.restoredMs !== undefined) return;
  for (const key of simulation.keys) {
    if (key.released || key.foreignMs !== undefined || key.observed !== undefined) continue;
    checkCurrent(simulation, key);
    checkClosed(simulation, key);
  }
}

function checkCurrent(simulation: Simulation, key: KeySpec): void {
  const { watch } = simulation;
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const value = holder === undefined ? undefined : credentialOf(simulation, key, holder)?.value;
  if (holder === undefined || value === undefined || !watch.contained.has(value) || watch.dismissed.has(value)) return;
  const incident = incidentsOf(simulation, key).find(({ versionId }) => versionId === holder);
  if (incident?.state === 'held') return;
  watch.break('what leaked is replaced', `${key.keyId}: ${holder} was reported, and is current`);
}

/** Nobody is to look after an incident whose version is dead. */
function checkClosed(simulation: Simulation, key: KeySpec): void {
  const { ledger, watch } = simulation;
  for (const { versionId, state, incidentId } of incidentsOf(simulation, key)) {
    const version = ledger.table.row('version', key.keyId, versionId)?.body;
    if (version?.['state'] === 'dead' && state !== 'closed')
      watch.break('what is dead is closed', `${incidentId} is ${state}, and its version is dead`);
  }
}

function incidentsOf({ ledger }: Simulation, { keyId }: KeySpec): Incident[] {
  return ledger.table.of('incident', keyId).map(({ body }) => body as unknown as Incident);
}

/** Seconds beyond its overlap within which a leaked value that was replaced is ended, when nothing goes wrong. */
const endedSeconds = 1200;

/** Liveness: what leaked ends soon after its successor is current, whatever else somebody has paused. */
export function checkLeakedEnds(simulation: Simulation): void {
  const { watch, scheduler, keys } = simulation;
  const { quietMs, restoredMs, containmentsPausedUntilMs } = watch;
  if (quietMs === undefined || restoredMs !== undefined) return;
  const fromMs = Math.max(quietMs, containmentsPausedUntilMs);
  for (const key of keys) {
    if (key.released || key.foreignMs !== undefined || key.observed !== undefined || key.observing === true) continue;
    const issuer = simulation.issuerOf(key.issuer);
    if (issuer.capabilities.roll !== undefined) continue;
    const overlap = Math.max(...key.manifests.map(({ leak }) => leak.overlapSeconds));
    for (const { value, revokedMs, keyId, id } of issuer.credentials) {
      const endedMs = watch.reigns.get(value)?.untilMs;
      const leakedMs = watch.leaks.get(value);
      if (keyId !== key.keyId || revokedMs !== undefined || endedMs === undefined || leakedMs === undefined) continue;
      if (!watch.contained.has(value) || watch.dismissed.has(value) || isHeld(simulation, key, value)) continue;
      const byMs = Math.max(fromMs, endedMs, leakedMs) + (overlap + endedSeconds) * 1000;
      if (scheduler.nowMs > byMs) watch.break('what leaked is ended', `${key.keyId}: ${id} was replaced, and lives`);
    }
  }
}

function isHeld(simulation: Simulation, key: KeySpec, value: string): boolean {
  const held = incidentsOf(simulation, key).filter(({ state }) => state === 'held');
  return held.some(({ versionId }) => credentialOf(simulation, key, versionId)?.value === value);
}
