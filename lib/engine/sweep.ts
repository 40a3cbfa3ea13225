import { eachBounded } from '../model/each-bounded';
import { plusSeconds, secondsBetween } from '../model/instant';
import type { Installation } from '../model/ledger/installation';
import { onRestoredLedger } from '../model/recovery/on-restored-ledger';
import { quietSeconds } from '../model/schedule/quiet-seconds';
import type { DueItem } from '../ports';
import { inPortions } from './due/in-portions';
import { type Backlog, backlogOf } from './due/backlog';
import { type DueMessage, moveOn } from './due/move-on';
import { sendDue } from './due/send-due';
import { tellAgain } from './due/tell-again';
import { isRestored } from './restored-ledger/is-restored';
import { tellRestored } from './restored-ledger/tell-restored';
import type { SweepingWorld } from './world';

/** What one sweep did. */
export interface Swept {
  enqueued: number;
  published: number;
  /** Items that somebody else moved on meanwhile, whose message waits in its queue, that wait for a pause, or that there is nothing to do about. */
  overtaken: number;
  /** Age of the oldest due item, in seconds. */
  oldestSeconds: number;
  /** True: its time was over before everything due was seen. */
  outOfTime: boolean;
}

/** Most items of one shard of the index that one sweep takes: what more there is, the next one takes. */
const mostOfShard = 2500;
/** Items whose due times are moved before their messages are sent: so many a crash between the two leaves unsent until they are due again. */
const portion = 100;
/** Items that are moved at a time. */
const width = 20;
/** Seconds of its time that a sweep keeps for the portion it has begun. */
const reserveSeconds = 10;

/**
 * Finds what is due and sends it to the workers of its issuer; tells again what was not told. What there is to do is decided by them, from consistent reads.
 * What goes wrong with one item keeps no other. @throws the first of what went wrong, once everything else was done
 */
export async function sweep(world: SweepingWorld): Promise<Swept> {
  const swept: Swept = { enqueued: 0, published: 0, overtaken: 0, oldestSeconds: 0, outOfTime: false };
  const failures: unknown[] = [];
  const now = world.clock.now();
  const restored = await isRestored(world);
  if (restored) await tellRestored(world);
  const backlog = backlogOf(world.queues);
  let installation: Installation | undefined;
  for await (const items of inPortions(world.ledger.due(now, mostOfShard), portion)) {
    swept.oldestSeconds = Math.max(swept.oldestSeconds, ...items.map(({ at }) => secondsBetween(at, now)));
    installation ??= await world.ledger.installation();
    const done = await sweepPortion(world, { restored, installation, backlog }, items);
    swept.enqueued += done.enqueued;
    swept.published += done.published;
    swept.overtaken += done.overtaken;
    failures.push(...done.failures);
    swept.outOfTime = world.clock.now() > plusSeconds(world.deadline, -reserveSeconds);
    if (swept.outOfTime) break;
  }
  world.telemetry.count('OldestDueSeconds', swept.oldestSeconds);
  if (failures.length > 0) throw failures[0];
  world.telemetry.count('SweepCompleted', 1);
  return swept;
}

/** What is read once for all that is due. */
interface SweepState {
  /** The ledger is one restored from a backup. */
  restored: boolean;
  installation: Installation;
  backlog: Backlog;
}

/** The due times move first and conditionally: of two sweeps one sends, and a slow item is not sent every minute. */
async function sweepPortion(
  world: SweepingWorld,
  state: SweepState,
  items: readonly DueItem[],
): Promise<Pick<Swept, 'enqueued' | 'published' | 'overtaken'> & { failures: unknown[] }> {
  const failures: unknown[] = [];
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      world.telemetry.warn('due, and not done', { what, error: error instanceof Error ? error.name : 'unknown' });
      failures.push(error);
      return undefined;
    }
  };
  const untold = items.filter(({ kind }) => kind === 'publish');
  const others = items.filter(({ kind }) => kind !== 'publish');
  const moved = await eachBounded(others, width, (item) =>
    attempt(`${item.kind} of ${item.chain}`, () => move(world, state, item)),
  );
  const messages = moved.filter((message) => message !== undefined);
  const overtaken = others.length - messages.length - failures.length;
  const sent = await sendDue(world, messages);
  const published = (await attempt('telling', () => tellAgain(world, untold))) ?? 0;
  return { enqueued: sent.taken, published, overtaken, failures: [...failures, ...sent.failures] };
}

async function move(world: SweepingWorld, state: SweepState, item: DueItem): Promise<DueMessage | undefined> {
  // Sent, it would only come back; a containment may be by an operator's order, which its worker sees.
  if (state.restored && item.kind !== 'publish' && onRestoredLedger(item.kind) === 'waits') {
    await world.ledger.postpone(item, plusSeconds(world.clock.now(), quietSeconds(item.kind)));
    return undefined;
  }
  return moveOn(world, item, state);
}
