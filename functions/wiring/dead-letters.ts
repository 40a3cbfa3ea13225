import { type LetterAddress, SqsDeadLetters } from '../../lib/aws/sqs-dead-letters';
import { type DeadLetterQueue, deadLetterQueueOf, deadLetterQueueSchema } from '../../lib/model/work/dead-letter-queue';
import type { DeadLetters } from '../../lib/ports';
import { environment } from './environment';
import { sqsClient } from './sqs-client';

/** The dead-letter queues that this function may read, from its environment. @throws RekeyError `misconfigured` */
export function deadLetters(): DeadLetters {
  const { REKEY_QUEUES, REKEY_DEAD_LETTERS } = environment(['REKEY_QUEUES', 'REKEY_DEAD_LETTERS']);
  const addresses = new Map<DeadLetterQueue, LetterAddress>();
  for (const [issuer, lanes] of Object.entries(REKEY_QUEUES)) {
    for (const lane of ['rotations', 'containments'] as const) {
      const source = lanes[lane];
      if (source !== undefined) addresses.set(deadLetterQueueOf(lane, issuer), { source });
    }
  }
  for (const [queue, address] of Object.entries(REKEY_DEAD_LETTERS)) {
    addresses.set(deadLetterQueueSchema.parse(queue), address);
  }
  return new SqsDeadLetters(sqsClient(), addresses);
}
