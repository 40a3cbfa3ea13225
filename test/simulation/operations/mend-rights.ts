import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf } from '../surroundings/truth';

/** Where values are rolled, a credential that somebody else made current keeps its rights, whatever is declared: its owner, told that it cannot be replaced, puts them right at its issuer's console. */
export function mendRights(simulation: Simulation): void {
  const { ledger, coverage, keys, profiles } = simulation;
  for (const key of keys) {
    const head = ledger.table.row('head', key.keyId, '')?.body as unknown as KeyHead | undefined;
    if (head?.rotation?.rolls !== true || head.rotation.lastFailure?.kind !== 'policy') continue;
    const credential = credentialOf(simulation, key, head.rotation.parent);
    const declared = profiles.get(key.issuer)?.normalizeGrant(head.manifest.grant.map(({ allow }) => allow)).grant;
    if (
      credential === undefined ||
      declared === undefined ||
      JSON.stringify(credential.grant) === JSON.stringify(declared)
    )
      continue;
    coverage.note('issuer', 'rights are put right by hand');
    for (const one of simulation.issuerOf(key.issuer).credentials) {
      if (one.id === credential.id) one.grant = declared;
    }
  }
}
