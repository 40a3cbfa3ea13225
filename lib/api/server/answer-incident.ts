import { type Incident } from '../../model/leaks/incident';
import { incidentIdOf } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import type { OperatorCall } from './operator-request';

/** Answers `GET /v1/incident/{version}/{key+}`. @throws RekeyError `not_found` */
export async function answerIncident(call: OperatorCall): Promise<Incident> {
  const keyId = call.keyId();
  const incidentId = incidentIdOf(keyId, call.versionId());
  const incident = await call.world.ledger.incident(keyId, incidentId);
  if (incident === undefined) {
    throw new RekeyError('not_found', `there is no incident ${incidentId}: see "rekey incident list"`);
  }
  return incident;
}
