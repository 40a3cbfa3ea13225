import type { DueMove } from '../../ports/ledger';
import type { DynamoTable } from './dynamo-table';
import { dueItemKey, dueSk } from './ledger-keys';

/** Moves of one transaction: it takes 100, and of fewer fewer have to be sent again one by one. */
const together = 25;

/**
 * See `Ledger.postpone`. Several go together, which is a request instead of many. A transaction is written whole or not at all: where one of them was overtaken,
 * or somebody else is at one of the items, each of the others is sent by itself.
 */
export async function postponeDue(table: DynamoTable, moves: readonly DueMove[]): Promise<boolean[]> {
  const moved: boolean[] = [];
  for (let start = 0; start < moves.length; start += together) {
    moved.push(...(await postponeTogether(table, moves.slice(start, start + together))));
  }
  return moved;
}

async function postponeTogether(table: DynamoTable, moves: readonly DueMove[]): Promise<boolean[]> {
  const updates = moves.map(moveUpdate);
  const overtaken = new Set<number>();
  if (isOnceEach(moves) && moves.length > 1) {
    const written = await table.write(updates.map((Update) => ({ Update: { TableName: table.name, ...Update } })));
    if (written.kind === 'written') return moves.map(() => true);
    if (written.kind === 'conditions') for (const index of written.failed.keys()) overtaken.add(index);
  }
  const moved: boolean[] = [];
  for (const [index, update] of updates.entries()) moved.push(!overtaken.has(index) && (await table.update(update)));
  return moved;
}

/** A transaction takes each item once; the index, which is eventually consistent, can name one twice. */
function isOnceEach(moves: readonly DueMove[]): boolean {
  return new Set(moves.map(({ item }) => Object.values(dueItemKey(item)).join(' '))).size === moves.length;
}

function moveUpdate({ item, until }: DueMove) {
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
