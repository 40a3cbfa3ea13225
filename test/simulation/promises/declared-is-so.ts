import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Credential } from '../surroundings/credential';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf, currentVersionIn, secretOf } from '../surroundings/truth';

/** At rest, what a consumer reads may do what its key was declared with last, and not what it was declared with before. */
export function checkDeclared(simulation: Simulation): void {
  for (const key of simulation.keys) if (isMintedOnly(simulation, key)) checkKey(simulation, key);
}

/** Whether each value of a key was minted for it, and as soon as another grant was declared: what is observed for a while gets it when it is due. */
function isMintedOnly(simulation: Simulation, key: KeySpec): boolean {
  const { watch } = simulation;
  if (key.released || key.foreignMs !== undefined || watch.restoredMs !== undefined) return false;
  return key.manifests.every(({ adopt, mode }) => adopt === undefined && mode !== 'observe');
}

function checkKey(simulation: Simulation, key: KeySpec): void {
  const secret = secretOf(simulation, key);
  const holder = secret && currentVersionIn(secret);
  const credential = holder === undefined ? undefined : credentialOf(simulation, key, holder);
  // What its operators were answered last: of two declarations that were sent again and again, either may have come last.
  const head = simulation.ledger.table.row('head', key.keyId, '')?.body as unknown as KeyHead | undefined;
  if (credential === undefined || head === undefined || isOlder(simulation, key, credential)) return;
  const declared = JSON.stringify({ allow: head.manifest.grant.map(({ allow }) => allow) });
  if (JSON.stringify(credential.grant) === declared) return;
  // What an issuer gives besides, and shows to nobody, nobody can know.
  if ('more' in credential.grant && simulation.issuerOf(key.issuer).capabilities.grants.readableBy === 'none') return;
  simulation.watch.break(
    'what is declared is so',
    `${key.keyId}: ${holder} may do ${JSON.stringify(credential.grant)}`,
  );
}

/** Whether it was gone back to: an older value has older rights. */
function isOlder(simulation: Simulation, key: KeySpec, { requestedMs }: Credential): boolean {
  const { credentials } = simulation.issuerOf(key.issuer);
  return credentials.some(
    (one) => one.keyId === key.keyId && one.requestedMs > requestedMs && simulation.watch.reigns.has(one.value),
  );
}
