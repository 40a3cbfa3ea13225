import { planKey } from '../../engine/declaration/plan-key';
import { declaredManifest } from './declared-manifest';
import type { OperatorCall } from './operator-request';

/** Answers `POST /v1/plan/{key+}`. @throws RekeyError `bad_input`, `refused` */
export function answerPlan({ world, settings, actor, keyId, body }: OperatorCall) {
  return planKey(world, { keyId: keyId(), manifest: declaredManifest(body, settings), actor });
}
