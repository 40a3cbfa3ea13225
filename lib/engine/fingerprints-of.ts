import type { Fingerprint } from '../model/ids';
import { RekeyError } from '../model/rekey-error';
import type { Material } from '../model/secret-format';
import type { WorkerWorld } from './world';

/** Every digest that a leak source may send, of the part of a credential that is secret. */
export async function fingerprintsOf(world: WorkerWorld, material: Material): Promise<Fingerprint[]> {
  const value = material[world.issuer.capabilities.fields[0]];
  if (value === undefined) throw new RekeyError('internal', 'the issuer adapter gave no value for its first field');
  return world.fingerprints.of(value, ['raw', 'hmsl', 'sha1']);
}
