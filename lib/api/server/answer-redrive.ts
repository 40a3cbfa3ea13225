import type { z } from 'zod';
import { listDeadLetters } from '../../engine/redrive/list-dead-letters';
import { redrive } from '../../engine/redrive/redrive';
import type { DeadLettersAnswer, RedriveAnswer } from '../answers/dead-letters-answer';
import { lettersPerCall, type redriveRequestSchema } from '../redrive-request';
import type { OperatorCall } from './operator-request';

/** Answers `GET /v1/dead-letters`. */
export async function answerDeadLetters({ world }: OperatorCall): Promise<DeadLettersAnswer> {
  return { queues: await listDeadLetters(world) };
}

/** Answers `POST /v1/redrive/{queue}`, a part at a time. @throws RekeyError `not_found`, `conflict` */
export function answerRedrive(call: OperatorCall<z.output<typeof redriveRequestSchema>>): Promise<RedriveAnswer> {
  return redrive(call.world, { queue: call.queue(), most: call.body.max ?? lettersPerCall, actor: call.actor });
}
