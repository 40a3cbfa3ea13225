import type { Installation } from '../../model/ledger/installation';
import { earliest, type Instant, plusSeconds } from '../../model/instant';
import type { IssuerName, KeyId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import { onRestoredLedger } from '../../model/recovery/on-restored-ledger';
import { quietSeconds } from '../../model/schedule/quiet-seconds';
import type { KeyWork } from '../../model/work/key-work';
import { pausesOf } from '../../model/work/pause';
import type { DelayedWork, DueItem, DueMove, Lane } from '../../ports';
import { laneOf } from '../dispatch';
import { isStopped } from '../pauses/is-stopped';
import { pausedUntil } from '../pauses/pauses-now';
import type { World } from '../world';
import type { Backlog } from './backlog';
import { workOfItem } from './work-of-item';

/** A message that is to be sent once the due time of its item was moved on. */
export interface DueMessage extends DelayedWork {
  to: { lane: Lane; issuer: IssuerName };
  work: KeyWork;
}

/** A due time that is to be moved on, and the message that whoever moved it has to send; none: it has to wait. */
export interface PlannedMove extends DueMove {
  message?: DueMessage;
}

/** The head of a key as it is now, or was a moment ago. */
export type HeadOf = (keyId: KeyId) => Promise<KeyHead | undefined>;

/** What is known of all that is due. */
export interface DueState {
  /** The ledger is one restored from a backup. */
  restored: boolean;
  installation: Installation;
  backlog: Backlog;
  headOf: HeadOf;
}

/** Until when an item is left alone from now on, and what is sent for it. Undefined: there is nothing to do about it. */
export async function planMove(world: World, item: DueItem, state: DueState): Promise<PlannedMove | undefined> {
  const { installation, backlog, headOf } = state;
  const { chain, kind, issuer } = item;
  if (chain === 'INSTALLATION' || kind === 'publish' || issuer === undefined) return undefined;
  const now = world.clock.now();
  // Sent, it would only come back; a containment may be by an operator's order, which its worker sees.
  if (state.restored && onRestoredLedger(kind) === 'waits')
    return { item, until: plusSeconds(now, quietSeconds(kind)) };
  const head = await headOf(chain);
  const work = workOfItem(item, head);
  if (work === undefined) return undefined;
  const pauses = head === undefined ? [] : pausesOf(head, installation, now);
  const pauseEnds = pausedUntil(pauses);
  if (pauseEnds !== undefined && (await isStopped(world, pauses, work))) {
    // Not to the end of the pause in one step: somebody may end it sooner.
    return { item, until: earliest(pauseEnds, plusSeconds(now, quietSeconds(kind))) };
  }
  const to = { lane: laneOf({ kind }), issuer };
  const { delaySeconds, waitSeconds } = await backlog.join(to);
  const until = plusSeconds(now, quietSeconds(kind, waitSeconds));
  return { item, until, message: { to, work: named(work, until), delaySeconds } };
}

const namedByDue: ReadonlySet<KeyWork['kind']> = new Set(['prove', 'search', 'check']);

/** A probe, a search or a look has no plan but its due time, which is being moved: the message names that, to be known as the one that is meant. */
function named(work: KeyWork, until: Instant): KeyWork {
  return namedByDue.has(work.kind) ? { ...work, dueAt: until } : work;
}
