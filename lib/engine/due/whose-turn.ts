import { type Instant, secondsBetween } from '../../model/instant';
import { isOnItsWay } from '../../model/schedule/is-on-its-way';
import type { DueItem } from '../../ports';
import { laneOf } from '../dispatch';
import { type Backlog, queueName } from './backlog';

/** Due items, by what a sweep does about them. */
export interface Turns {
  /** A message is to be sent for them. */
  now: DueItem[];
  /** How many stay due as they are until their queue has room: their turn comes by how late they are, and nothing is written meanwhile. */
  waiting: number;
}

/** Sorts items, the oldest first. What was sent when it was planned is in neither, while its message waits in its queue, as far as the queue's length tells. */
export async function whoseTurn(items: readonly DueItem[], backlog: Backlog, at: Instant): Promise<Turns> {
  const turns: Turns = { now: [], waiting: 0 };
  const rooms = new Map<string, number>();
  for (const item of items) {
    const { kind, issuer } = item;
    if (kind === 'publish' || issuer === undefined) continue;
    const to = { lane: laneOf({ kind }), issuer };
    if (isOnItsWay(kind, secondsBetween(item.at, at), await backlog.found(to))) continue;
    const room = rooms.get(queueName(to)) ?? (await backlog.room(to));
    rooms.set(queueName(to), room - 1);
    if (room > 0) turns.now.push(item);
    else turns.waiting += 1;
  }
  return turns;
}
