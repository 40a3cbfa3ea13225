import { eachBounded } from '../../model/each-bounded';
import type { KeyId } from '../../model/ids';
import type { KnownVersion } from '../../model/reaping/decide-marks';
import { allKeys } from '../all-keys';
import type { WorkerWorld } from '../world';

/** Look-ups under way at once. */
const width = 16;

/** The versions of all keys of the worker's issuer, read consistently; which keys there are is what the index says. */
export async function versionsHere(world: WorkerWorld): Promise<KnownVersion[]> {
  const ids: KeyId[] = [];
  for await (const { keyId, manifest } of allKeys(world.ledger)) {
    if (manifest.issuer === world.issuer.name) ids.push(keyId);
  }
  const versions = await eachBounded(ids, width, (keyId) => world.ledger.versions(keyId));
  return versions.flat().flatMap(({ keyId, ref, state }) => (ref === undefined ? [] : [{ keyId, ref, state }]));
}
