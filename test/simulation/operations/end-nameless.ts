import type { Simulation } from '../surroundings/simulation';
import { isAccepted } from '../surroundings/credential';
import { endByHand } from '../surroundings/end-by-hand';
import { credentialOf } from '../surroundings/truth';

/** Of a credential that is to be revoked, and that Rekey cannot name, its owner has heard, and ends it at its issuer's console. */
export function endNameless(simulation: Simulation): void {
  const { ledger, scheduler, coverage, keys } = simulation;
  for (const key of keys) {
    for (const { id, body } of ledger.table.of('version', key.keyId)) {
      const incident = ledger.table.row('incident', key.keyId, String(body['incidentId']))?.body;
      // What is current is replaced first, unless it is to be ended whoever uses it.
      const kills = (incident?.['verdict'] as { kind?: string } | undefined)?.kind === 'kill';
      const open = incident?.['state'] === 'open' && (kills || body['state'] !== 'current');
      const told = open || (body['state'] === 'retiring' && body['overdueTold'] === true);
      if (body['ref'] !== undefined || body['placeholder'] === true || !told) continue;
      const credential = credentialOf(simulation, key, id);
      if (credential === undefined || !isAccepted(credential, scheduler.nowMs)) continue;
      coverage.note('issuer', 'what nobody can name is ended by hand');
      endByHand(credential, scheduler.nowMs);
    }
  }
}
