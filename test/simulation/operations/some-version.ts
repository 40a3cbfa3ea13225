import type { VersionId } from '../../../lib/model/ids';
import type { Credential } from '../surroundings/credential';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import { currentVersionIn, secretOf, valueIn } from '../surroundings/truth';

/** A version of a key that was issued, the current one more often than another. */
export function someVersion(
  simulation: Simulation,
  key: KeySpec,
  random: Random,
): { versionId: VersionId; credential: Credential } | undefined {
  const secret = secretOf(simulation, key);
  if (secret === undefined) return undefined;
  const issuer = simulation.issuerOf(key.issuer);
  const versions = [...secret.versions.keys()].flatMap((id) => {
    const credential = issuer.byValue(valueIn(key, secret, id) ?? '');
    const known = simulation.ledger.table.row('version', key.keyId, id) !== undefined;
    return credential === undefined || !known ? [] : [{ versionId: id as VersionId, credential, id }];
  });
  if (versions.length === 0) return undefined;
  const current = versions.find(({ id }) => id === currentVersionIn(secret));
  return current !== undefined && random.chance(0.6) ? current : random.pick(versions);
}
