import { type Credential, isAccepted } from '../surroundings/credential';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';
import { toldAsLost } from './told-as-lost';
import { sawTooMany, secretOf, valuesIn } from '../surroundings/truth';

/** Hours within which the reaper has come: the one that it spares, the one until it comes again, and one more for what its issuer forgot to revoke. */
const reaperHours = 3;

/** What the reaper is to end, and will; or to tell of, where a restored ledger has forgotten it. */
export function straysLeft(simulation: Simulation): Credential[] {
  const { keys, scheduler, watch } = simulation;
  const { nowMs } = scheduler;
  // It holds still in a pause.
  if (nowMs > Math.max(watch.quietMs ?? nowMs, simulation.disturbedMs) + reaperHours * 3600_000) return [];
  return keys.flatMap((key) => {
    const issuer = simulation.issuerOf(key.issuer);
    if (key.released || sawTooMany(simulation, issuer.name)) return [];
    const ends = simulation.reaper === 'act' && issuer.capabilities.label !== 'none';
    if (watch.restoredMs !== undefined) return lost(simulation, key, ends);
    const held = ends && labelledIn(simulation, key);
    return held ? aliveOf(simulation, key).filter(({ value, forgets }) => !held.has(value) && forgets === 0) : [];
  });
}

/** What neither the restored ledger knows, nor anybody was told of: it spares what a version of the secret holds. */
function lost(simulation: Simulation, key: KeySpec, ends: boolean): Credential[] {
  const { ledger, watch } = simulation;
  const known = new Set(valuesIn(simulation, key, (id) => ledger.table.row('version', key.keyId, id) !== undefined));
  const held = labelledIn(simulation, key);
  return aliveOf(simulation, key).filter((one) => {
    if (known.has(one.value) || one.forgets > 1) return false;
    if (ends && !held.has(one.value)) return true;
    return !one.planted && one.requestedMs <= (watch.restoredMs ?? 0) && !toldAsLost(simulation, one);
  });
}

/** Values that the reaper spares; what has no label any more is held by nobody. */
function labelledIn(simulation: Simulation, key: KeySpec): ReadonlySet<string> {
  const labels = (id: string) => secretOf(simulation, key)?.versions.get(id)?.labels.size ?? 0;
  return new Set(valuesIn(simulation, key, (id) => labels(id) > 0));
}

function aliveOf(simulation: Simulation, { keyId, issuer }: KeySpec): Credential[] {
  const { credentials } = simulation.issuerOf(issuer);
  return credentials.filter((one) => one.keyId === keyId && isAccepted(one, simulation.scheduler.nowMs));
}
