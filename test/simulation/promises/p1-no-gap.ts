import { type Credential, isAccepted } from '../surroundings/credential';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';
import type { SimulatedIssuer } from '../surroundings/simulated-issuer';
import { isAtHardEnd, isKillBegun, valuesOf } from '../surroundings/truth';

/** What a consumer of a key reads now. */
export interface Reign {
  key: KeySpec;
  /** The version of the secret that is current. */
  holder: string;
  value: string;
  /** What the issuer knows of the value. */
  credential: Credential | undefined;
}

/** P1: what a consumer reads is accepted by the issuer. */
export function checkGap(simulation: Simulation, { key, holder, value, credential }: Reign): void {
  if (key.foreignMs !== undefined) return;
  const { watch, scheduler } = simulation;
  if (credential === undefined) return watch.break('P1 no gap', `${key.keyId}: the issuer never gave that value`);
  if (isAccepted(credential, scheduler.nowMs)) return;
  const issuer = simulation.issuerOf(key.issuer);
  if (watch.fooled.has(value) || isKillBegun(simulation, issuer, credential)) return;
  if (valuesOf(issuer, credential).some((one) => isAtHardEnd(key, one, scheduler.nowMs))) return;
  if (isRolled(simulation, issuer, credential)) return;
  watch.break('P1 no gap', `${key.keyId}: AWSCURRENT ${holder} (${credential.id}) is refused`);
}

/** P1: what a consumer reads may do what was declared and nothing else. */
export function checkGrant(simulation: Simulation, key: KeySpec, { grant }: Credential): void {
  if (key.foreignMs !== undefined || simulation.issuerOf(key.issuer).capabilities.grants.readableBy === 'none') return;
  const text = JSON.stringify(grant);
  const declared = key.manifests.map((manifest) => JSON.stringify({ allow: manifest.grant.map(({ allow }) => allow) }));
  if (!declared.includes(text)) simulation.watch.break('P1 no gap', `${key.keyId}: AWSCURRENT may do ${text}`);
}

/** Longest time, in seconds, in which a rotation is finished that has rolled, once nothing goes wrong any more: the longest delay between two tries, twice. */
const finishedSeconds = 3600;

/** The exception of P1: its issuer rolled it, and gave no grace, or something went wrong until the grace was over. It does not last. */
function isRolled(
  simulation: Simulation,
  issuer: SimulatedIssuer,
  { rolledMs, graceUntilMs = 0 }: Credential,
): boolean {
  if (rolledMs === undefined) return false;
  const { watch, scheduler, disturbedMs } = simulation;
  const wrongMs = Math.max(disturbedMs, issuer.mintsRefused?.untilMs ?? 0, issuer.outage?.untilMs ?? 0);
  if (issuer.capabilities.roll?.graceMaxSeconds !== 0 && graceUntilMs > rolledMs && wrongMs < rolledMs - 60_000)
    return false;
  // On a restored ledger everything stands still until somebody recovers it.
  if (watch.quietMs === undefined || watch.restoredMs !== undefined) return true;
  return scheduler.nowMs < Math.max(rolledMs, wrongMs) + finishedSeconds * 1000;
}
