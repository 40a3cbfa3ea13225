import { applyKey } from '../../engine/declaration/apply-key';
import { declaredManifest } from './declared-manifest';
import type { OperatorCall } from './operator-request';

/** Answers `PUT /v1/key/{key+}`. @throws RekeyError `bad_input`, `refused`, `contended` */
export function answerApply({ world, settings, actor, keyId, body }: OperatorCall) {
  return applyKey(world, { keyId: keyId(), manifest: declaredManifest(body, settings), actor });
}
