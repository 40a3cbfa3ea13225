import { z } from 'zod';
import { type LetterAddress, SqsDeadLetters } from '../../lib/aws/sqs/sqs-dead-letters';
import { SsmParameters } from '../../lib/aws/ssm-parameters';
import { type DeadLetterQueue, deadLetterQueueOf, deadLetterQueueSchema } from '../../lib/model/work/dead-letter-queue';
import type { DeadLetters } from '../../lib/ports';
import { allIssuers } from './all-issuers';
import { environment } from './environment';
import { sqsClient } from './sqs-client';
import { ssmClient } from './ssm-client';
import { writtenIn } from './written-in';

/** Queue URLs by kind of dead letters; those of the issuers' queues stand with the issuers' settings. */
const addressesSchema = z.record(
  deadLetterQueueSchema,
  z.object({ letters: z.string().min(1).optional(), source: z.string().min(1).optional() }),
);

/** The dead-letter queues that this function may read. @throws RekeyError `misconfigured`, `unavailable` */
export async function deadLetters(): Promise<DeadLetters> {
  const { REKEY_DEAD_LETTERS_IN: parameter } = environment(['REKEY_DEAD_LETTERS_IN']);
  const [text, issuers] = await Promise.all([new SsmParameters(ssmClient()).read(parameter), allIssuers()]);
  const addresses = new Map<DeadLetterQueue, LetterAddress>();
  for (const [issuer, lanes] of issuers) {
    for (const lane of ['rotations', 'containments'] as const) {
      addresses.set(deadLetterQueueOf(lane, issuer), { source: lanes[lane] });
    }
  }
  for (const [queue, address] of Object.entries(writtenIn(parameter, text, addressesSchema))) {
    addresses.set(deadLetterQueueSchema.parse(queue), address);
  }
  return new SqsDeadLetters(sqsClient(), addresses);
}
