import type { VersionId } from '../../lib/model/ids';
import { labelOf } from '../../lib/model/label';
import type { KeySpec } from './key-spec';
import type { Random } from './random';
import type { Simulation } from './simulation';

/** Credentials with labels of this installation turn up that the ledger does not know, made hours ago: something went wrong that nobody foresaw. */
export function straysAppear(simulation: Simulation, key: KeySpec, random: Random): void {
  const issuer = simulation.issuerOf(key.issuer);
  const { installation, scheduler } = simulation;
  if (issuer.capabilities.label === 'none' || issuer.capabilities.maxActive !== null || installation === undefined)
    return;
  for (let count = random.pick([1, 2, 3, 4]); count > 0; count--) {
    const hex = random.hex(12);
    const label = labelOf(installation.installationId, key.keyId, `${hex.slice(0, 8)}-${hex.slice(8)}` as VersionId);
    const made = issuer.mintByHand({ allow: [] }, random);
    Object.assign(made, {
      planted: true,
      label,
      keyId: key.keyId,
      requestedMs: scheduler.nowMs - 2 * 3600_000,
      listedMs: scheduler.nowMs,
    });
  }
}
