import { fitsDigests } from '../../model/leaks/fits-digests';
import type { Fingerprint } from '../../model/ids';
import type { SecretSpec } from '../../model/manifest/manifest';
import { type Material, readMaterial } from '../../model/secret-format';
import type { SecretValue } from '../../model/secret-value';
import type { FoundKey } from '../../ports';
import { everyTag } from './every-tag';
import { fingerprintsOf } from './fingerprints-of';
import type { WorkerWorld } from '../world';

/** What can be said of a value that Rekey did not mint, or does not remember. */
export type Examined =
  /** Accepted, and the issuer says which of its credentials it is. */
  | { kind: 'recognised'; found: FoundKey; material: Material; fingerprints: Fingerprint[] }
  /** Accepted, but the issuer cannot say, or does not know, which credential it is. */
  | { kind: 'unrecognised'; material: Material; fingerprints: Fingerprint[] }
  /** The issuer refuses it. */
  | { kind: 'dead' }
  /** The secret holds no credential in the place that its format names. */
  | { kind: 'no value' };

/** Asks the issuer about what a secret holds: is it accepted, and as which credential. Changes nothing, neither there nor in the secret. @throws IssuerError */
export async function examineValue(world: WorkerWorld, spec: SecretSpec, content: SecretValue): Promise<Examined> {
  const { issuer } = world;
  const material = readMaterial(spec, content, issuer.capabilities.fields);
  if (material === undefined) return { kind: 'no value' };
  const probe = await issuer.verify(material);
  if (probe.kind === 'dead') return { kind: 'dead' };
  // Whoever holds a list of digests of guessable values could make them match.
  const fingerprints = await fingerprintsOf(world, material, (value) => (fitsDigests(value) ? everyTag : ['raw']));
  const found = await issuer.recognise?.(material);
  if (found === undefined) return { kind: 'unrecognised', material, fingerprints };
  // What the credential itself is told of its rights is as good as what an administrator is told.
  const grant = found.grant ?? probe.grant;
  return { kind: 'recognised', found: grant === undefined ? found : { ...found, grant }, material, fingerprints };
}
