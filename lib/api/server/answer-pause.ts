import type { z } from 'zod';
import { pauseKey } from '../../engine/pauses/pause-key';
import { pauseWidely } from '../../engine/pauses/pause-widely';
import { resumeKey } from '../../engine/pauses/resume-key';
import { resumeWidely } from '../../engine/pauses/resume-widely';
import { formatDuration, parseDuration } from '../../model/duration';
import { plusSeconds } from '../../model/instant';
import { longestPauseSeconds, type Pause, type PauseScope } from '../../model/work/pause';
import { RekeyError } from '../../model/rekey-error';
import type { pauseKeyRequestSchema, pauseWidelyRequestSchema, resumeWidelyRequestSchema } from '../pause-requests';
import type { OperatorCall } from './operator-request';

/** Answers `POST /v1/pause/{key+}`. @throws RekeyError `not_found`, `bad_input` */
export async function answerPauseKey(call: OperatorCall<z.output<typeof pauseKeyRequestSchema>>) {
  const pause = pauseIn(call);
  await pauseKey(call.world, call.keyId(), pause);
  return { until: pause.until };
}

/** Answers `POST /v1/pause-all`. @throws RekeyError `bad_input` */
export async function answerPauseWidely(call: OperatorCall<z.output<typeof pauseWidelyRequestSchema>>) {
  const pause = pauseIn(call);
  await pauseWidely(call.world, { scope: scopeIn(call), pause });
  return { until: pause.until };
}

/** Answers `POST /v1/resume/{key+}`. @throws RekeyError `not_found` */
export async function answerResumeKey({ world, keyId, actor }: OperatorCall) {
  return { resumed: await resumeKey(world, keyId(), actor) };
}

/** Answers `POST /v1/resume-all`. */
export async function answerResumeWidely(call: OperatorCall<z.output<typeof resumeWidelyRequestSchema>>) {
  return { resumed: await resumeWidely(call.world, scopeIn(call), call.actor) };
}

function pauseIn({ world, actor, body }: OperatorCall<z.output<typeof pauseKeyRequestSchema>>): Pause {
  const seconds = parseDuration(body.for);
  if (seconds === undefined || seconds > longestPauseSeconds) {
    const message = `use a duration such as 4h, ${formatDuration(longestPauseSeconds)} at most`;
    throw new RekeyError('bad_input', `a pause for ${body.for}: ${message}`, { problems: [{ field: 'for', message }] });
  }
  const until = plusSeconds(world.clock.now(), seconds);
  return { until, reason: body.reason, actor, containment: body.containment ?? false };
}

function scopeIn({ world, body }: OperatorCall<z.output<typeof resumeWidelyRequestSchema>>): PauseScope {
  const { issuer } = body;
  if (issuer === undefined) return { all: true };
  if (world.issuers.has(issuer)) return { issuer };
  throw new RekeyError('not_found', `issuer ${issuer} is not deployed: see "rekey doctor"`);
}
