import type { z } from 'zod';
import { type Identified, identify } from '../../engine/incidents/identify';
import type { KeyId } from '../../model/ids';
import type { LocatedVersion } from '../answers/located-answer';
import type { valueMarksSchema } from '../identify-request';
import type { OperatorCall } from './operator-request';

type LocateCall = OperatorCall<z.output<typeof valueMarksSchema>>;

/** Answers `POST /v1/locate`: of all keys. */
export function answerLocate(call: LocateCall): Promise<{ versions: LocatedVersion[] }> {
  return located(call);
}

/** Answers `POST /v1/locate/{key+}`: of one key, and nothing of others. */
export function answerLocateInKey(call: LocateCall): Promise<{ versions: LocatedVersion[] }> {
  return located(call, call.keyId());
}

async function located({ world, body }: LocateCall, within?: KeyId): Promise<{ versions: LocatedVersion[] }> {
  const found = await identify(world, { ...body, ...(within === undefined ? {} : { within }) });
  return { versions: found.map(versionOf) };
}

function versionOf({ head, version, by }: Identified): LocatedVersion {
  const { issuer, owner, deputies, team } = head.manifest;
  const { keyId, versionId, state, issuedAt, retireAt, revokedAt, deadAt, incidentId } = version;
  const current = head.currentVersionId === versionId;
  const times = { issuedAt, retireAt, revokedAt, deadAt };
  const { status: keyStatus } = head;
  return { keyId, versionId, by, state, current, keyStatus, issuer, owner, deputies, team, ...times, incidentId };
}
