import type { InstallationId, VersionId } from '../../../lib/model/ids';
import { labelOf } from '../../../lib/model/label';
import type { KeySpec } from './key-spec';
import type { Random } from './random';
import type { Simulation } from './simulation';

/** The id of the installation that shares the issuers. */
const other = '0123456789ab' as InstallationId;

/** Another installation of Rekey, which governs a key of the same name at the same issuer, mints a value of its own. */
export function anotherInstallationMints(simulation: Simulation, key: KeySpec, random: Random): void {
  const issuer = simulation.issuerOf(key.issuer);
  // Without labels an issuer's account is used by one installation only.
  if (issuer.capabilities.label === 'none') return;
  const hex = random.hex(12);
  const label = labelOf(other, key.keyId, `${hex.slice(0, 8)}-${hex.slice(8)}` as VersionId);
  issuer.mintByHand({ allow: [] }, random).label = label;
}
