import type { Fingerprint } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import type { Material } from '../../model/secret-format';
import type { SecretValue } from '../../model/secret-value';
import type { FingerprintTag } from '../../ports';
import { everyTag } from './every-tag';
import type { WorkerWorld } from '../world';

/** Fingerprints of the part of a credential that is secret: of every digest that a leak source may send, unless told otherwise. */
export async function fingerprintsOf(
  world: WorkerWorld,
  material: Material,
  tagsOf: (value: SecretValue) => readonly FingerprintTag[] = () => everyTag,
): Promise<Fingerprint[]> {
  const value = material[world.issuer.capabilities.fields[0]];
  if (value === undefined) throw new RekeyError('internal', 'the issuer adapter gave no value for its first field');
  return world.fingerprints.of(value, tagsOf(value));
}
