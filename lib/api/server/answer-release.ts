import type { z } from 'zod';
import { releaseKey } from '../../engine/declaration/release-key';
import type { releaseRequestSchema } from '../command-requests';
import type { OperatorCall } from './operator-request';

/** Answers `POST /v1/release/{key+}`. @throws RekeyError `not_found`, `refused` for a key of a stack that was not named */
export function answerRelease({ world, actor, keyId, body }: OperatorCall<z.output<typeof releaseRequestSchema>>) {
  return releaseKey(world, { keyId: keyId(), actor, stackId: body.stack });
}
