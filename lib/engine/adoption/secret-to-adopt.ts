import type { KeyHead } from '../../model/ledger/key-head';
import { RekeyError } from '../../model/rekey-error';
import type { SecretDescription } from '../../ports';
import { foreignOwner } from '../declaration/foreign-owner';
import type { WorkerWorld } from '../world';

/** The existing secret that a key names, if it is nobody else's. @throws RekeyError `refused` */
export async function secretToAdopt(world: WorkerWorld, { keyId, manifest }: KeyHead): Promise<SecretDescription> {
  const { name } = manifest.secret;
  const secret = await world.secrets.describe(name);
  if (secret === undefined) {
    throw new RekeyError('refused', `secret ${name} does not exist: name the one that holds the credential`);
  }
  if (secret.deleted) throw new RekeyError('refused', `secret ${name} is scheduled for deletion: restore it`);
  const owner = await foreignOwner(world, secret, { keyId, issuer: manifest.issuer });
  if (owner !== undefined) throw new RekeyError('refused', `secret ${name} ${owner}`);
  return secret;
}
