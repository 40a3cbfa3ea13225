import { type Credential, isAccepted } from '../credential';
import type { KeySpec } from '../key-spec';
import type { Simulation } from '../simulation';
import { isAtHardEnd } from '../truth';

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
  if (watch.fooled.has(value) || watch.killsBegun.has(value) || isAtHardEnd(key, credential, scheduler.nowMs)) return;
  watch.break('P1 no gap', `${key.keyId}: AWSCURRENT ${holder} (${credential.id}) is refused`);
}

/** P1: what a consumer reads may do what was declared and nothing else. */
export function checkGrant(simulation: Simulation, key: KeySpec, { grant }: Credential): void {
  if (key.foreignMs !== undefined || simulation.issuerOf(key.issuer).capabilities.grants.readableBy === 'none') return;
  const text = JSON.stringify(grant);
  const declared = key.manifests.map((manifest) => JSON.stringify({ allow: manifest.grant.map(({ allow }) => allow) }));
  if (!declared.includes(text)) simulation.watch.break('P1 no gap', `${key.keyId}: AWSCURRENT may do ${text}`);
}
