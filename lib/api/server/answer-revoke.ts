import type { z } from 'zod';
import { requestRevocation } from '../../engine/incidents/request-revocation';
import type { revokeRequestSchema } from '../command-requests';
import { commandIdOf } from './command-id-of';
import type { OperatorCall } from './operator-request';

/** Answers `POST /v1/revoke/{key+}`. @throws RekeyError `not_found`, `refused` */
export function answerRevoke({ world, actor, keyId, body }: OperatorCall<z.output<typeof revokeRequestSchema>>) {
  const { reason, versionId } = body;
  const commandId = commandIdOf(world, body.commandId);
  return requestRevocation(world, { keyId: keyId(), versionId, reason, actor, commandId });
}
