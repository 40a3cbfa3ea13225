import { isAccepted, isInGrace, type Credential } from '../surroundings/credential';
import type { SimulatedIssuer } from '../surroundings/simulated-issuer';
import { pausesOn } from '../surroundings/pauses-on';
import type { SimulatedProcess } from '../surroundings/process';
import { staleSeconds } from '../surroundings/simulated-secrets-manager';
import { isLikeOurs } from './p3-others-keep-theirs';
import type { Simulation } from '../surroundings/simulation';
import type { KeySpec } from '../surroundings/key-spec';
import {
  credentialOf,
  currentVersionIn,
  isAtHardEnd,
  isKillBegun,
  secretOf,
  valueIn,
  valuesOf,
} from '../surroundings/truth';

/** Two clocks, each of which has jumped as far as clocks jump here, in seconds. */
const clocksDifferSeconds = 25;

/** P3: a version is revoked only after its successor is current and its overlap is over, or by an order, or at its hard end; what was never current may go. */
export function checkEnding(
  simulation: Simulation,
  issuer: SimulatedIssuer,
  credential: Credential,
  process: SimulatedProcess,
): void {
  const { watch, scheduler, keys } = simulation;
  const { nowMs } = scheduler;
  // What is in its grace ends with the credential that it was a value of.
  if (credential.revokedMs !== undefined && !isInGrace(credential, nowMs)) return;
  const because = (text: string) =>
    watch.break('P3 no early death', `${process.name} revokes ${credential.id} of ${credential.keyId}: ${text}`);
  const key = keys.find(({ keyId }) => keyId === credential.keyId) ?? takenOverBy(simulation, credential);
  if (key === undefined) {
    if (watch.forgetful || !isLikeOurs(simulation, issuer, credential)) because('nobody of ours minted it');
    return;
  }
  if (process.kind === 'reap') checkTimid(simulation, credential, process);
  if (process.kind === 'reap') checkAnnounced(simulation, credential, process);
  const killed = isKillBegun(simulation, issuer, credential);
  if (watch.forgetful && !killed) return because('the ledger was restored');
  if (killed || valuesOf(issuer, credential).some((one) => isAtHardEnd(key, one, nowMs))) return;
  const reign = watch.reigns.get(credential.value);
  if (reign === undefined) return;
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const value = secret && holder && valueIn(key, secret, holder);
  // Who had read the labels before somebody else moved them could not know, nor who was shown what was so before.
  const shownFromMs = process.startedMs - (process.sawStaleLabels ? staleSeconds * 1000 : 0);
  if (key.foreignMs !== undefined && key.foreignMs >= shownFromMs) return;
  if (value === credential.value) return because('it is current');
  if (key.foreignMs !== undefined) return;
  const successor = value === undefined || value === '' ? undefined : issuer.byValue(value);
  if (successor === undefined) return because('nothing is current in its place');
  // One that was killed, or has come to its hard end, was its successor all the same.
  const isEnded = watch.killsBegun.has(successor.value) || isAtHardEnd(key, successor, nowMs);
  if (!isAccepted(successor, nowMs) && !isEnded) return because('its successor is refused');
  const reported = watch.leaks.has(credential.value);
  const overlaps = key.manifests.map(({ overlapSeconds, leak }) => (reported ? leak.overlapSeconds : overlapSeconds));
  const lived = (nowMs - (reign.untilMs ?? nowMs)) / 1000;
  if (isInGrace(credential, nowMs)) return because('its grace is not over');
  if (lived < Math.min(...overlaps) - clocksDifferSeconds) because(`its overlap is not over: ${lived}s`);
}

/** The key that made a version of a credential that somebody minted by hand and put into its secret. */
function takenOverBy(simulation: Simulation, { keyId, id }: Credential): KeySpec | undefined {
  if (keyId !== undefined) return undefined;
  return simulation.keys.find((key) =>
    simulation.ledger.table
      .of('version', key.keyId)
      .some(({ id: versionId }) => credentialOf(simulation, key, versionId)?.id === id),
  );
}

/** P2: the reaper spares what is younger than an hour, and ends no more than two in one run. */
function checkTimid({ watch, scheduler }: Simulation, credential: Credential, process: SimulatedProcess): void {
  process.reaped.add(credential.id);
  const seconds = (scheduler.nowMs - credential.requestedMs) / 1000;
  if (seconds < 3600 - clocksDifferSeconds) watch.break('P2 no stray', `${process.name} ends what is ${seconds}s old`);
  if (process.reaped.size > 2) watch.break('P2 no stray', `${process.name} ends ${process.reaped.size} at once`);
}

/** P2: whoever ends a stray has told of it, and holds still while somebody paused its key. */
function checkAnnounced(
  { watch, ledger, scheduler, keys }: Simulation,
  credential: Credential,
  process: SimulatedProcess,
): void {
  const { id, label, keyId } = credential;
  const told = ledger.table.of('entry', 'INSTALLATION').some(({ body }) => {
    const { credential: name, act } = body['evidence'] as Record<string, unknown>;
    return (
      body['type'] === 'stray-found' && act === true && (String(name).includes(id) || String(name).includes(label))
    );
  });
  if (!told) watch.break('P2 no stray', `${process.name} ends ${id} and has told nobody`);
  const key = keys.find((one) => one.keyId === keyId);
  const nowMs = scheduler.nowMs + clocksDifferSeconds * 1000;
  const stands = key !== undefined && pausesOn(watch, key, { beganMs: process.startedMs, nowMs }).length > 0;
  if (stands && watch.restoredMs === undefined) watch.break('a pause stops', `${process.name} ends ${id} in a pause`);
}
