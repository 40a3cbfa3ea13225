import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf } from '../surroundings/truth';

/** From the start of an undisturbed containment to the accepted revocation, in seconds: three for the replacement, the rest for slow calls. */
const budgetSeconds = 20;

/** Most by which two clocks differ, in milliseconds. */
const clocksDifferMs = 30_000;

/** A kill waits for no claim: an undisturbed containment has revoked when it ends, and soon. */
export function checkKillWaited(simulation: Simulation, process: SimulatedProcess): void {
  const { work } = process;
  if (work?.kind !== 'contain' || process.disturbed || process.killOf === undefined) return;
  // A restored ledger has forgotten the order.
  const { watch } = simulation;
  if (watch.forgetful || process.startedMs < (watch.recoveredMs ?? 0)) return;
  // Somebody has ordered that not even leaks are contained, perhaps; until when, two clocks say.
  if (process.startedMs <= watch.containmentsPausedUntilMs + clocksDifferMs) return;
  const key = simulation.keys.find(({ keyId }) => keyId === work.keyId);
  const credential = key && credentialOf(simulation, key, process.killOf);
  // Its owner has Rekey only look on, since it began.
  if (credential === undefined || key?.observing === true) return;
  // What nobody can name a person ends.
  if (simulation.ledger.table.row('version', work.keyId, process.killOf)?.body['ref'] === undefined) return;
  const released = simulation.ledger.table.row('head', work.keyId, '')?.body['status'] === 'released';
  // It was let go meanwhile, and is nobody's to end any more.
  if (released) return;
  const byMs = process.startedMs + budgetSeconds * 1000;
  const endedMs = credential.graceUntilMs ?? credential.revokedMs;
  if (endedMs !== undefined && endedMs <= byMs) return;
  simulation.watch.break(
    'a kill waits for no claim',
    `${process.name}: ${credential.id} was not revoked within ${budgetSeconds}s`,
  );
}
