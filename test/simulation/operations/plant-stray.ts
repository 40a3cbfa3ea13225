import type { VersionId } from '../../../lib/model/ids';
import { labelOf } from '../../../lib/model/label';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';

/** A credential with a label of this installation, made two hours ago, of which the ledger knows nothing. */
export function plantStray(simulation: Simulation, key: KeySpec, random: Random): void {
  const { installation, scheduler } = simulation;
  if (installation === undefined) return;
  const hex = random.hex(12);
  const label = labelOf(installation.installationId, key.keyId, `${hex.slice(0, 8)}-${hex.slice(8)}` as VersionId);
  const made = simulation.issuerOf(key.issuer).mintByHand({ allow: [] }, random);
  const since = scheduler.nowMs - 2 * 3600_000;
  Object.assign(made, { label, keyId: key.keyId, planted: true, requestedMs: since, activeMs: since, listedMs: since });
}
