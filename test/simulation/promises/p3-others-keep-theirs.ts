import { epochMs } from '../../../lib/model/instant';
import type { Transition } from '../../../lib/ports';
import type { Credential } from '../surroundings/credential';
import type { SimulatedIssuer } from '../surroundings/simulated-issuer';
import type { Simulation } from '../surroundings/simulation';

/** When an attempt to mint was begun, and where. */
export interface Begun {
  issuer: string;
  atMs: number;
}

/** Seconds in which an attempt may have minted, at the longest: a claim, a request that takes effect late, and clocks that differ, each way. */
const mintSeconds = { before: 90, after: 930 + 180 + 90 } as const;

/** Notes each attempt when it is recorded first. */
export function noteAttempt({ watch, scheduler }: Simulation, { head: { rotation, manifest } }: Transition): void {
  if (rotation === undefined || watch.attempts.has(rotation.versionId)) return;
  // By its own clock: the transaction may have taken effect long after.
  const atMs = Math.min(epochMs(rotation.begunAt), scheduler.nowMs);
  watch.attempts.set(rotation.versionId, { issuer: manifest.issuer, atMs });
}

/** Whether somebody minted a credential where nothing is labelled, and just when an attempt of Rekey's may have, which had not seen it before: nothing tells the two apart. */
export function isLikeOurs({ watch }: Simulation, issuer: SimulatedIssuer, credential: Credential): boolean {
  if (issuer.capabilities.label !== 'none') return false;
  const { requestedMs, listedMs } = credential;
  return [...watch.attempts.values()].some(
    ({ issuer: name, atMs }) =>
      name === issuer.name &&
      requestedMs > atMs - mintSeconds.before * 1000 &&
      requestedMs < atMs + mintSeconds.after * 1000 &&
      // The list before it is read within the same seconds, and its clock may have jumped.
      listedMs > atMs - 25_000,
  );
}
