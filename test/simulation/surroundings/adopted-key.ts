import type { SecretSpec } from '../../../lib/model/manifest/manifest';
import type { KeySpec } from './key-spec';
import type { Random } from './random';
import type { Simulation } from './simulation';
import { secretOf } from './truth';

/** What stands beside the credential in a secret that somebody made by hand. */
export const besides = { note: 'not for Rekey to touch' };

/** Makes a key one that adopts: somebody made its credential and its secret by hand, an hour before or long ago. */
export function makeAdopted(simulation: Simulation, key: KeySpec, random: Random): void {
  const issuer = simulation.issuerOf(key.issuer);
  const [manifest] = key.manifests;
  // Without labels an issuer's account is Rekey's alone.
  if (manifest === undefined || issuer.capabilities.label === 'none') return;
  const { mute, idIsValue } = issuer.family;
  // Whose issuer cannot say it has to declare which credential it is; an id that is the value stands in no declaration.
  if (mute === true && idIsValue) return;
  const made = issuer.mintByHand({ allow: manifest.grant.map(({ allow }) => allow) }, random);
  // Older than any policy, perhaps.
  const since = simulation.scheduler.nowMs - random.pick([1, 1, 6, 100]) * 3600_000;
  Object.assign(made, { keyId: key.keyId, planted: true, requestedMs: since, activeMs: since, listedMs: since });
  const value = contentOf(manifest.secret, made.value);
  simulation.manager.createSecret({ name: manifest.secret.name, token: random.hex(32), value, tags: { team: 'ours' } });
  key.manifests = [{ ...manifest, adopt: mute === true ? { issuerKeyId: made.id } : 'current' }];
  key.observed = heldBy(simulation, key);
}

/** What somebody writes into a secret by hand. */
export function contentOf({ format, field = 'token' }: SecretSpec, value: string): string {
  return format === 'text' ? value : JSON.stringify({ [field]: value, ...besides });
}

/** What a secret holds, as text: each version with its value and its labels. */
export function heldBy(simulation: Simulation, key: KeySpec): string {
  const versions = [...(secretOf(simulation, key)?.versions ?? [])];
  return JSON.stringify(versions.map(([id, { value, labels }]) => [id, value, [...labels].toSorted()]));
}
