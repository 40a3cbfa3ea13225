import type { z } from 'zod';
import { applyKey } from '../../engine/apply-key';
import { planKey } from '../../engine/plan-key';
import { releaseKey } from '../../engine/release-key';
import { requestRevocation } from '../../engine/request-revocation';
import { requestRotation } from '../../engine/request-rotation';
import type { CommandId } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import type { revokeRequestSchema, rotateRequestSchema } from '../command-requests';
import { declaredManifest } from './declared-manifest';
import type { OperatorCall } from './operator-request';

/** Answers `POST /v1/plan/{key+}`. */
export function answerPlan({ world, settings, actor, keyId, body }: OperatorCall) {
  return planKey(world, { keyId: keyId(), manifest: declaredManifest(body, settings), actor });
}

/** Answers `PUT /v1/key/{key+}`. */
export function answerApply({ world, settings, actor, keyId, body }: OperatorCall) {
  return applyKey(world, { keyId: keyId(), manifest: declaredManifest(body, settings), actor });
}

/** Answers `POST /v1/release/{key+}`. */
export function answerRelease({ world, actor, keyId }: OperatorCall) {
  return releaseKey(world, { keyId: keyId(), actor });
}

/** Answers `POST /v1/rotate/{key+}`. @throws RekeyError `conflict` with the reason for which no rotation is begun now */
export async function answerRotate(call: OperatorCall<z.output<typeof rotateRequestSchema>>) {
  const { world, actor, keyId, body } = call;
  const outcome = await requestRotation(world, { keyId: keyId(), actor, commandId: commandIdOf(call, body.commandId) });
  if (!outcome.accepted) throw new RekeyError('conflict', outcome.reason);
  return outcome;
}

/** Answers `POST /v1/revoke/{key+}`. */
export function answerRevoke(call: OperatorCall<z.output<typeof revokeRequestSchema>>) {
  const { world, actor, keyId, body } = call;
  const { reason, versionId } = body;
  const commandId = commandIdOf(call, body.commandId);
  return requestRevocation(world, { keyId: keyId(), versionId, reason, actor, commandId });
}

function commandIdOf({ world }: Pick<OperatorCall, 'world'>, given: CommandId | undefined): CommandId {
  return given ?? (`operator-${world.ids.random()}` as CommandId);
}
