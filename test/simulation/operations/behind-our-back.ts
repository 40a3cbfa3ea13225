import type { Grant } from '../../../lib/ports';
import { heedChange } from '../../../lib/engine/checks/heed-change';
import { endByHand } from '../surroundings/end-by-hand';
import { startProcess } from '../surroundings/functions';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf, valuesOf } from '../surroundings/truth';

/** Somebody ends the current credential of a key at its issuer's console. */
export function endAtConsole(simulation: Simulation, key: KeySpec, random: Random): void {
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const credential = holder === undefined ? undefined : credentialOf(simulation, key, holder);
  if (holder === undefined || credential === undefined || credential.revokedMs !== undefined) return;
  // What Rekey does not know yet it cannot miss.
  if (simulation.ledger.table.row('version', key.keyId, holder) === undefined) return;
  touch(simulation, key);
  // With it ends what is in a grace of its rolls.
  for (const value of valuesOf(simulation.issuerOf(key.issuer), credential))
    endByHand(value, simulation.scheduler.nowMs);
  lookSometime(simulation, key, random);
}

/** Where values are rolled, somebody rolls the current credential of a key, without grace, and keeps the new value. */
export function rollAtConsole(simulation: Simulation, key: KeySpec, random: Random): void {
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const credential = holder === undefined ? undefined : credentialOf(simulation, key, holder);
  const issuer = simulation.issuerOf(key.issuer);
  if (issuer.capabilities.roll === undefined || credential === undefined || credential.revokedMs !== undefined) return;
  if (simulation.ledger.table.row('version', key.keyId, holder ?? '') === undefined) return;
  touch(simulation, key);
  const { nowMs } = simulation.scheduler;
  const { id, label, keyId, listedMs } = credential;
  Object.assign(issuer.mintByHand(credential.grant, random), { id, label, keyId, listedMs });
  endByHand(credential, nowMs);
  credential.rolledMs = nowMs;
  lookSometime(simulation, key, random);
}

/** Secrets Manager tells of nothing: it is the daily look that finds it. */
function lookSometime(simulation: Simulation, key: KeySpec, random: Random): void {
  const { scheduler } = simulation;
  const secret = secretOf(simulation, key);
  key.endedUnseen = true;
  const arn = secret?.arn ?? '';
  const look = () => {
    startProcess(
      simulation,
      { kind: 'watch', about: arn },
      (world) => heedChange(world, { arn }),
      (done) => {
        key.endedUnseen = !done;
        touch(simulation, key);
        if (!done) scheduler.after(60_000, look);
      },
    );
  };
  scheduler.after(random.whole(600, 4 * 3600) * 1000, look);
}

/** Somebody gives the current credential of a key other rights at its issuer, and takes them back in time, from whatever value it has by then. */
export function changeGrantAtConsole(simulation: Simulation, key: KeySpec, random: Random): void {
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const credential = holder === undefined ? undefined : credentialOf(simulation, key, holder);
  if (credential === undefined) return;
  touch(simulation, key);
  credential.grant = { ...credential.grant, byHand: true };
  simulation.scheduler.after(random.whole(600, 7200) * 1000, () => {
    for (const one of valuesOf(simulation.issuerOf(key.issuer), credential)) {
      const { byHand: _, ...grant } = one.grant as Grant & { byHand?: true };
      one.grant = grant;
    }
  });
}

/** Somebody stores the current value of a key once more, under a version of their own. */
export function storeAgain(simulation: Simulation, key: KeySpec, random: Random): void {
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const value = holder === undefined ? undefined : secret?.versions.get(holder)?.value;
  if (secret === undefined || secret.deleted || value === undefined) return;
  // Of a secret that holds nothing yet there is nothing to store again.
  if (holder === undefined || credentialOf(simulation, key, holder) === undefined) return;
  touch(simulation, key);
  simulation.manager.putSecretValue({ secretId: secret.name, token: random.hex(32), value });
}

/** Somebody has a secret deleted, and restores it before its time is over. */
export function scheduleDeletion(simulation: Simulation, key: KeySpec, random: Random): void {
  const secret = secretOf(simulation, key);
  if (secret === undefined || secret.deleted || key.released || key.observing === true) return;
  // A credential of others' making may have no name but its value, and cannot be ended while nobody can read that.
  const strange = [...secret.versions.keys()].some((id) => {
    const credential = credentialOf(simulation, key, id);
    if (credential === undefined || credential.revokedMs !== undefined) return false;
    return credential.keyId === undefined || credential.planted;
  });
  if (strange) return;
  touch(simulation, key);
  simulation.manager.deleteSecret(secret.name);
  simulation.scheduler.after(random.whole(60, 7200) * 1000, () => {
    const again = secretOf(simulation, key);
    if (again !== undefined) again.deleted = false;
    touch(simulation, key);
  });
}

function touch(simulation: Simulation, key: KeySpec): void {
  key.foreignMs = simulation.scheduler.nowMs;
  simulation.disturb();
  simulation.trace(() => `somebody else changes what ${key.keyId} is made of`);
}
