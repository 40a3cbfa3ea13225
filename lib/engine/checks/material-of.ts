import type { Version } from '../../model/ledger/version';
import { type Material, readMaterial } from '../../model/secret-format';
import { readIfThere } from '../retirement/read-if-there';
import type { WorkerWorld } from '../world';

/** What the secret holds under a version; undefined: nothing, or nothing of the issuer's. */
export async function materialOf(world: WorkerWorld, { keyId, versionId }: Version): Promise<Material | undefined> {
  const head = await world.ledger.key(keyId);
  if (head === undefined) return undefined;
  // What was recovered may stand in a secret that is not claimed yet.
  const stored = await readIfThere(world, head.secretArn ?? head.manifest.secret.name, { versionId });
  if (stored === undefined) return undefined;
  return readMaterial(head.manifest.secret, stored.value, world.issuer.capabilities.fields);
}
