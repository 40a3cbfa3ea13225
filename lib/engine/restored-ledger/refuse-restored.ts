import { RekeyError } from '../../model/rekey-error';
import type { Version } from '../../model/ledger/version';
import type { World } from '../world';
import { isRestored } from './is-restored';

/** The last look before a version is ended at its issuer: on a ledger that was restored, only one that an operator named. @throws RekeyError `refused` */
export async function refuseRestored(world: World, { keyId, versionId, incidentId }: Version): Promise<void> {
  if (!(await isRestored(world))) return;
  const incident = incidentId && (await world.ledger.incident(keyId, incidentId));
  if (incident && incident.orderedBy !== undefined) return;
  throw new RekeyError('refused', `version ${versionId} is not revoked: the ledger was restored, run "rekey recover"`);
}
