import type { Installation } from '../../model/ledger/installation';
import { earliest, type Instant, plusSeconds, secondsBetween } from '../../model/instant';
import type { IssuerName } from '../../model/ids';
import { isOnItsWay } from '../../model/schedule/is-on-its-way';
import { quietSeconds } from '../../model/schedule/quiet-seconds';
import type { KeyWork } from '../../model/work/key-work';
import { pausesOf } from '../../model/work/pause';
import type { DueItem, Lane } from '../../ports';
import { laneOf } from '../dispatch';
import { isStopped } from '../pauses/is-stopped';
import { pausedUntil } from '../pauses/pauses-now';
import type { World } from '../world';
import type { Backlog } from './backlog';
import { workOfItem } from './work-of-item';

/** A message that is to be sent, because the due time of its item was moved on. */
export interface DueMessage {
  to: { lane: Lane; issuer: IssuerName };
  work: KeyWork;
}

/** Moves the due time of an item on, if it still is what was read; gives the message that whoever moved it has to send. Undefined: somebody else did, its message waits in the queue still, a pause has to end, or there is nothing to do. */
export async function moveOn(
  world: World,
  item: DueItem,
  { installation, backlog }: { installation: Installation; backlog: Backlog },
): Promise<DueMessage | undefined> {
  const { chain, kind, at, issuer } = item;
  if (chain === 'INSTALLATION' || kind === 'publish' || issuer === undefined) return undefined;
  const now = world.clock.now();
  const to = { lane: laneOf({ kind }), issuer };
  if (isOnItsWay(kind, secondsBetween(at, now), await backlog.found(to))) return undefined;
  const head = await world.ledger.key(chain);
  const work = workOfItem(item, head);
  if (work === undefined) return undefined;
  const pauses = head === undefined ? [] : pausesOf(head, installation, now);
  const until = pausedUntil(pauses);
  if (until !== undefined && (await isStopped(world, pauses, work))) {
    // Not to the end of the pause in one step: somebody may end it sooner.
    await world.ledger.postpone(item, earliest(until, plusSeconds(now, quietSeconds(kind))));
    return undefined;
  }
  const quietUntil = plusSeconds(now, quietSeconds(kind, await backlog.before(to)));
  if (!(await world.ledger.postpone(item, quietUntil))) return undefined;
  return { to, work: named(work, quietUntil) };
}

const namedByDue: ReadonlySet<KeyWork['kind']> = new Set(['prove', 'search', 'check']);

/** A probe, a search or a look has no plan but its due time, which has just been moved: the message names that, to be known as the one that is meant. */
function named(work: KeyWork, quietUntil: Instant): KeyWork {
  return namedByDue.has(work.kind) ? { ...work, dueAt: quietUntil } : work;
}
