import type { DueMove } from '../../ports/ledger';
import { dueItemKey, dueSk } from './ledger-keys';

/** The update that moves a due time on, where it still is what was read. */
export function dueMove({ item, until }: DueMove) {
  const asRead = 'dueSk = :was';
  // The due attribute of an entry stands outside the entry, so there is none to move within it.
  const inEntry = item.kind === 'publish';
  return {
    Key: dueItemKey(item),
    ConditionExpression: asRead,
    UpdateExpression: inEntry ? 'SET dueSk = :will' : 'SET dueSk = :will, #due.#at = :until',
    ...(inEntry ? {} : { ExpressionAttributeNames: { '#due': 'due', '#at': 'at' } }),
    ExpressionAttributeValues: {
      ':was': dueSk(item.at, item.kind, item.id),
      ':will': dueSk(until, item.kind, item.id),
      ...(inEntry ? {} : { ':until': until }),
    },
  };
}
