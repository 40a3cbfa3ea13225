import { releaseKey } from '../../engine/release-key';
import type { OperatorCall } from './operator-request';

/** Answers `POST /v1/release/{key+}`. @throws RekeyError `not_found` */
export function answerRelease({ world, actor, keyId }: OperatorCall) {
  return releaseKey(world, { keyId: keyId(), actor });
}
