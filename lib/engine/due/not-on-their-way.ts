import { type Instant, secondsBetween } from '../../model/instant';
import { isOnItsWay } from '../../model/schedule/is-on-its-way';
import type { DueItem } from '../../ports';
import { laneOf } from '../dispatch';
import type { Backlog } from './backlog';

/** The items for which there is no message in a queue by now, as far as its length tells: the others were sent when they were planned, and wait there still. */
export async function notOnTheirWay(items: readonly DueItem[], backlog: Backlog, now: Instant): Promise<DueItem[]> {
  const left: DueItem[] = [];
  for (const item of items) {
    const { kind, issuer, at } = item;
    if (kind === 'publish' || issuer === undefined) continue;
    const found = await backlog.found({ lane: laneOf({ kind }), issuer });
    if (!isOnItsWay(kind, secondsBetween(at, now), found)) left.push(item);
  }
  return left;
}
