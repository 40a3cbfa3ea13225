import type { Manifest } from '../../../lib/model/manifest/manifest';
import { contentOf } from '../surroundings/adopted-key';
import { isAccepted } from '../surroundings/credential';
import type { KeySpec } from '../surroundings/key-spec';
import type { Random } from '../surroundings/random';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../surroundings/truth';
import { apply } from './operations';

/** Who hears that a key cannot be adopted, because what its secret holds is refused, puts another credential there. */
export function mendAdoption(simulation: Simulation, key: KeySpec, random: Random): void {
  const { table } = simulation.ledger;
  const failed = table.of('entry', key.keyId).at(-1)?.body['type'] === 'adoption-failed';
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const manifest = key.manifests.at(-1);
  if (!failed || secret === undefined || secret.deleted || holder === undefined || manifest === undefined) return;
  const { nowMs } = simulation.scheduler;
  const credential = credentialOf(simulation, key, holder);
  if (credential !== undefined && isAccepted(credential, nowMs)) {
    // What it was adopted from was replaced since, and a restored ledger has forgotten that.
    const { adopt } = manifest;
    if (typeof adopt === 'object' && 'issuerKeyId' in adopt && adopt.issuerKeyId !== credential.id)
      declare(simulation, key, { ...manifest, adopt: { issuerKeyId: credential.id } });
    return;
  }
  const grant = { allow: manifest.grant.map(({ allow }) => allow) };
  const made = simulation.issuerOf(key.issuer).mintByHand(grant, random);
  Object.assign(made, { keyId: key.keyId, planted: true });
  if (typeof manifest.adopt === 'object') declare(simulation, key, { ...manifest, adopt: { issuerKeyId: made.id } });
  key.foreignMs = nowMs;
  simulation.disturb();
  const value = contentOf(manifest.secret, made.value);
  simulation.manager.putSecretValue({ secretId: secret.name, token: random.hex(32), value });
}

function declare(simulation: Simulation, key: KeySpec, manifest: Manifest): void {
  key.manifests.push(manifest);
  apply(simulation, key);
}
