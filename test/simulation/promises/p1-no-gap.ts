import type { HeldSecret } from '../../../lib/memory/memory-secrets-manager';
import { isAccepted } from '../credential';
import type { KeySpec } from '../key-spec';
import type { Simulation } from '../simulation';
import { isAtHardEnd, valueIn } from '../truth';

/** P1: what a consumer reads is accepted by the issuer, and may do what was declared and nothing else. */
export function checkGap(simulation: Simulation, key: KeySpec, secret: HeldSecret, holder: string): void {
  const value = valueIn(key, secret, holder);
  if (value === undefined || key.foreignMs !== undefined) return;
  const { watch, scheduler } = simulation;
  const issuer = simulation.issuerOf(key.issuer);
  const credential = issuer.byValue(value);
  if (credential === undefined) return watch.break('P1 no gap', `${key.keyId}: the issuer never gave that value`);
  if (issuer.capabilities.grants.readableBy !== 'none') checkGrant(simulation, key, credential.grant);
  if (isAccepted(credential, scheduler.nowMs)) return;
  if (watch.fooled.has(value) || watch.killsBegun.has(value) || isAtHardEnd(key, credential, scheduler.nowMs)) return;
  watch.break('P1 no gap', `${key.keyId}: AWSCURRENT ${holder} (${credential.id}) is refused`);
}

function checkGrant(simulation: Simulation, key: KeySpec, grant: unknown): void {
  const text = JSON.stringify(grant);
  const declared = key.manifests.map((manifest) => JSON.stringify({ allow: manifest.grant.map(({ allow }) => allow) }));
  if (!declared.includes(text)) simulation.watch.break('P1 no gap', `${key.keyId}: AWSCURRENT may do ${text}`);
}
