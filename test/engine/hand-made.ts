import type { Adopt, Manifest } from '../../lib/model/manifest/manifest';
import type { KeyHead } from '../../lib/model/ledger/key-head';
import { plainFamily } from '../simulation/histories/crash-cases';
import type { Credential } from '../simulation/surroundings/credential';
import type { ChooseFault } from '../simulation/trouble/faults';
import { runQuietly } from '../simulation/histories/history';
import type { KeySpec } from '../simulation/surroundings/key-spec';
import { apply } from '../simulation/operations/operations';
import { Simulation } from '../simulation/surroundings/simulation';
import { secretOf } from '../simulation/surroundings/truth';

/** Rekey beside a secret that somebody made by hand, with a credential that is in use. */
export interface HandMade {
  simulation: Simulation;
  key: KeySpec;
  credential: Credential;
  /** Declares the key, and lets Rekey work for so many seconds. */
  declare(fields: Partial<Manifest>, seconds?: number): Promise<void>;
  head(): KeyHead;
  /** Types of the key's entries, in order. */
  entries(): string[];
  /** Everything of the secret that is not Rekey's. */
  secret(): object;
}

/** The first version of a secret that was made by hand. */
export const firstVersion = '11111111-1111-4111-8111-111111111111';

/** Makes a credential and its secret by hand; of `keys` keys the first is meant. */
export async function handMade(chooseFault?: ChooseFault, keys = 1): Promise<HandMade> {
  const simulation = new Simulation(1, { keys, family: plainFamily, ...(chooseFault && { chooseFault }) });
  await simulation.open();
  const key = simulation.keys[0] as KeySpec;
  const issuer = simulation.issuerOf(key.issuer);
  const credential = issuer.mintByHand({ allow: [{ level: 1 }] });
  credential.requestedMs -= 1000 * 86_400_000;
  credential.keyId = key.keyId;
  const [manifest] = key.manifests;
  if (manifest === undefined) throw new Error('a key has a manifest');
  const secret = { name: 'hand/made', format: 'json' as const, field: 'token' };
  key.manifests = [{ ...manifest, secret, maxAgeSeconds: 30 * 86_400, overlapSeconds: 86_400, expiry: 'revoke' }];
  simulation.manager.createSecret({
    name: secret.name,
    token: firstVersion,
    value: `{ "user": "shop",\n "token": "${credential.value}" }`,
    tags: { team: 'shop' },
  });
  // It is accepted and listed everywhere before anybody adopts it.
  await runQuietly(simulation, 60);
  const declare = async (fields: Partial<Manifest>, seconds = 180): Promise<void> => {
    key.manifests.push({ ...(key.manifests.at(-1) as Manifest), ...fields });
    apply(simulation, key);
    await runQuietly(simulation, seconds);
  };
  return {
    simulation,
    key,
    credential,
    declare,
    head: () => simulation.ledger.table.row('head', key.keyId, '')?.body as unknown as KeyHead,
    entries: () => simulation.ledger.table.of('entry', key.keyId).map(({ body }) => String(body['type'])),
    secret: () => {
      const held = secretOf(simulation, key);
      const tags = Object.entries(held?.tags ?? {}).filter(([name]) => !name.startsWith('rekey:'));
      const versions = [...(held?.versions ?? [])].map(([id, { value, labels }]) => [id, value, [...labels]]);
      return { name: held?.name, arn: held?.arn, tags, versions };
    },
  };
}

/** By the issuer's id of the credential that was made by hand. */
export function adoptOf({ credential }: Pick<HandMade, 'credential'>): Adopt {
  return { issuerKeyId: credential.id };
}
