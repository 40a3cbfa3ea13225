import type { Entry } from '../model/ledger/entry';
import { RekeyError } from '../model/rekey-error';
import type { Transition } from './ledger';

/** Most items of one transaction: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const mostItems = 100;

/** Refuses a transition that contradicts itself or cannot be one transaction. @throws RekeyError `internal` */
export function checkTransition(transition: Transition): void {
  const { expected, head, entry } = transition;
  if (entry.chain !== head.keyId)
    throw new RekeyError('internal', `entry of ${entry.chain} with the head of ${head.keyId}`);
  checkFollows(expected === 'absent' ? 0 : expected.sequence, head, entry);
  const items = itemsOf(transition);
  if (items > mostItems) {
    throw new RekeyError(
      'internal',
      `a transition of ${head.keyId} has ${items} items: a transaction holds ${mostItems}`,
    );
  }
}

/** Refuses an entry that does not follow the sequence expected, or a head that does not say so. @throws RekeyError `internal` */
export function checkFollows(
  expectedSequence: number,
  head: { sequence: number; headHash: string },
  entry: Pick<Entry, 'chain' | 'sequence' | 'hash'>,
): void {
  if (entry.sequence === expectedSequence + 1 && head.sequence === entry.sequence && head.headHash === entry.hash)
    return;
  throw new RekeyError('internal', `entry ${entry.sequence} of ${entry.chain} does not follow ${expectedSequence}`);
}

function itemsOf(transition: Transition): number {
  const { versions, attempts, incidents, endedAttempts, fingerprints, publicIds, secretArn, checkAt } = transition;
  const lists = [versions, attempts, incidents, endedAttempts, fingerprints, publicIds];
  const listed = lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
  return 2 + listed + (secretArn === undefined ? 0 : 1) + (checkAt === undefined ? 0 : 1);
}
