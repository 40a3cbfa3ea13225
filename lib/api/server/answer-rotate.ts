import type { z } from 'zod';
import { requestRotation } from '../../engine/rotation/request-rotation';
import { RekeyError } from '../../model/rekey-error';
import type { rotateRequestSchema } from '../command-requests';
import { commandIdOf } from './command-id-of';
import type { OperatorCall } from './operator-request';

/** Answers `POST /v1/rotate/{key+}`. @throws RekeyError `conflict` with the reason for which no rotation is begun now */
export async function answerRotate({ world, actor, keyId, body }: OperatorCall<z.output<typeof rotateRequestSchema>>) {
  const commandId = commandIdOf(world, body.commandId);
  const outcome = await requestRotation(world, { keyId: keyId(), actor, commandId });
  if (!outcome.accepted) throw new RekeyError('conflict', outcome.reason);
  return outcome;
}
