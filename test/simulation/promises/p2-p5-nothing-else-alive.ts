import { type Credential, isAccepted } from '../surroundings/credential';
import type { KeySpec } from '../surroundings/key-spec';
import type { SimulatedIssuer } from '../surroundings/simulated-issuer';
import type { Simulation } from '../surroundings/simulation';
import { toldAsLost } from './told-as-lost';
import { isToldOf } from './told-of-stray';
import { currentVersionIn, sawTooMany, secretOf, valueIn } from '../surroundings/truth';

/** P2 and P5, at rest: of what was minted for a key, the current value is alive and nothing else. */
export function checkAlive(simulation: Simulation): void {
  for (const key of simulation.keys) if (!key.released) checkKey(simulation, key);
}

function checkKey(simulation: Simulation, key: KeySpec): void {
  const { watch, scheduler } = simulation;
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const current = secret && holder && valueIn(key, secret, holder);
  const issuer = simulation.issuerOf(key.issuer);
  const credential = current ? issuer.byValue(current) : undefined;
  if (credential === undefined || !isAccepted(credential, scheduler.nowMs)) {
    return watch.break('P1 no gap', `${key.keyId}: at rest, AWSCURRENT ${holder} is no accepted value`);
  }
  const held = new Map([...(secret?.versions.keys() ?? [])].map((id) => [secret && valueIn(key, secret, id), id]));
  for (const other of issuer.credentials) {
    if (other === credential || other.keyId !== key.keyId || !isAccepted(other, scheduler.nowMs)) continue;
    const versionId = held.get(other.value);
    const row = versionId === undefined ? undefined : simulation.ledger.table.row('version', key.keyId, versionId);
    // Of a version whose revocation the issuer accepted and forgot, its owner has heard.
    // Somebody exchanged the value before the key adopted what it held: that was never Rekey's.
    // Or it was adopted and replaced since a backup: of that a restored ledger knows nothing any more.
    const adopted = other.label === 'by-hand';
    if (row === undefined && adopted && (key.foreignMs !== undefined || watch.restoredMs !== undefined)) continue;
    // A version of the secret that nobody knows is spared by the reaper, and told.
    if (row === undefined && versionId !== undefined && isToldOf(simulation, other)) continue;
    if (row === undefined && (isExcused(simulation, issuer, other) || other.deadMs !== undefined)) continue;
    if (watch.fooled.has(other.value)) continue;
    const nameless = row?.body['state'] === 'retiring' && row.body['ref'] === undefined;
    if (nameless && row.body['overdueTold'] === true) continue;
    if (other.revokedMs !== undefined && other.forgets > 0) {
      if (row?.body['overdueTold'] !== true)
        watch.break('P6 revoked is dead', `${other.id} outlives its revocation, and nobody was told`);
      continue;
    }
    const promise = row === undefined ? 'P2 no stray' : 'P5 one at a time';
    watch.break(
      promise,
      `${key.keyId}: ${other.id} (version ${versionId ?? 'none'}, ${String(row?.body['state'])}) is alive`,
    );
  }
}

/** A stray that the reaper leaves alone, or cannot end: it only reports, it stopped because it saw too many, or the issuer forgets whatever it is told. */
function isExcused(simulation: Simulation, issuer: SimulatedIssuer, stray: Credential): boolean {
  const { reaper } = simulation;
  if (stray.forgets > 0) return true;
  const acts = reaper === 'act' && issuer.capabilities.label !== 'none';
  const halted = sawTooMany(simulation, issuer.name);
  return (!acts && (stray.forgot || stray.planted || toldAsLost(simulation, stray))) || halted;
}
