import type { z } from 'zod';
import { decideIncident } from '../../engine/incidents/decide-incident';
import type { WantedDecision } from '../../model/leaks/weigh-decision';
import type { approveRequestSchema, DecisionAnswer, dismissRequestSchema } from '../decision-requests';
import type { OperatorCall } from './operator-request';

/** Answers `POST /v1/incident-approve/{version}/{key+}`. @throws RekeyError `not_found`; `refused` with the reason and what to do instead */
export function answerApprove(call: OperatorCall<z.output<typeof approveRequestSchema>>): Promise<DecisionAnswer> {
  const { as, override = false } = call.body;
  return decide(call, { what: 'approved', as, override });
}

/** Answers `POST /v1/incident-dismiss/{version}/{key+}`. @throws RekeyError `not_found`; `refused` with the reason and what to do instead */
export function answerDismiss(call: OperatorCall<z.output<typeof dismissRequestSchema>>): Promise<DecisionAnswer> {
  return decide(call, { what: 'dismissed', override: call.body.override ?? false });
}

async function decide(
  { world, actor, keyId, versionId, body }: OperatorCall<z.output<typeof dismissRequestSchema>>,
  wanted: WantedDecision,
): Promise<DecisionAnswer> {
  const order = { ...wanted, keyId: keyId(), versionId: versionId(), reason: body.reason, actor };
  const { incident, changed } = await decideIncident(world, order);
  return { incidentId: incident.incidentId, state: incident.state, verdict: incident.verdict.kind, changed };
}
