import type { z } from 'zod';
import { requestRollBack } from '../../engine/roll-back/request-roll-back';
import type { rollBackRequestSchema } from '../command-requests';
import { commandIdOf } from './command-id-of';
import type { OperatorCall } from './operator-request';

/** Answers `POST /v1/rollback/{key+}`. @throws RekeyError `not_found`; `refused` with the reason and what to do instead */
export function answerRollBack({ world, actor, keyId, body }: OperatorCall<z.output<typeof rollBackRequestSchema>>) {
  const commandId = commandIdOf(world, body.commandId);
  return requestRollBack(world, { keyId: keyId(), reason: body.reason, actor, commandId });
}
