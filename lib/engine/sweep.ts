import { eachBounded } from '../model/each-bounded';
import { plusSeconds, secondsBetween } from '../model/instant';
import type { Installation } from '../model/ledger/installation';
import type { DueItem } from '../ports';
import { inGroups } from '../model/in-groups';
import { inPortions } from './due/in-portions';
import { allDue } from './due/all-due';
import { backlogOf } from './due/backlog';
import { headsOfDue } from './due/heads-of-due';
import { type DueState, planMove, type PlannedMove } from './due/plan-move';
import { sendDue } from './due/send-due';
import { tellAgain } from './due/tell-again';
import { whoseTurn } from './due/whose-turn';
import { isRestored } from './restored-ledger/is-restored';
import { tellRestored } from './restored-ledger/tell-restored';
import type { SweepingWorld } from './world';

/** What one sweep did. */
export interface Swept {
  enqueued: number;
  published: number;
  /** Items that somebody else moved on meanwhile, whose message waits in its queue, that wait for a pause, or that there is nothing to do about. */
  overtaken: number;
  /** Items that stay due until their queue has room. */
  waiting: number;
  /** Age of the oldest due item, in seconds. */
  oldestSeconds: number;
  /** True: its time was over before everything due was seen. */
  outOfTime: boolean;
}

/** Items whose due times are moved before their messages are sent: so many a crash between the two leaves unsent until they are due again. */
const portion = 100;
/** Of those, how many are moved together: of more, more would have to be moved one by one where one of them was overtaken. */
const step = 25;
/** What is under way at a time: few, so that what is done about a leak meanwhile does not wait behind a crowd. */
const width = 2;
/** Seconds of its time that a sweep keeps for the portion it has begun. */
const reserveSeconds = 10;

/**
 * Finds what is due and sends it to the workers of its issuer; tells again what was not told. What there is to do is decided by them, from consistent reads.
 * What goes wrong with one item keeps no other. @throws the first of what went wrong, once everything else was done
 */
export async function sweep(world: SweepingWorld): Promise<Swept> {
  const swept: Swept = { enqueued: 0, published: 0, overtaken: 0, waiting: 0, oldestSeconds: 0, outOfTime: false };
  const failures: unknown[] = [];
  const now = world.clock.now();
  const restored = await isRestored(world);
  if (restored) await tellRestored(world);
  const backlog = backlogOf(world.queues);
  let installation: Installation | undefined;
  for await (const items of inPortions(allDue(world.ledger, now), portion)) {
    swept.oldestSeconds = Math.max(swept.oldestSeconds, ...items.map(({ at }) => secondsBetween(at, now)));
    installation ??= await world.ledger.installation();
    const done = await sweepPortion(world, { restored, installation, backlog }, items);
    swept.enqueued += done.enqueued;
    swept.published += done.published;
    swept.overtaken += done.overtaken;
    swept.waiting += done.waiting;
    failures.push(...done.failures);
    swept.outOfTime = world.clock.now() > plusSeconds(world.deadline, -reserveSeconds);
    if (swept.outOfTime) break;
  }
  world.telemetry.count('OldestDueSeconds', swept.oldestSeconds);
  if (failures.length > 0) throw failures[0];
  world.telemetry.count('SweepCompleted', 1);
  return swept;
}

/** The due times move first and conditionally: of two sweeps one sends, and a slow item is not sent every minute. */
async function sweepPortion(
  world: SweepingWorld,
  state: Omit<DueState, 'headOf'>,
  items: readonly DueItem[],
): Promise<Pick<Swept, 'enqueued' | 'published' | 'overtaken' | 'waiting'> & { failures: unknown[] }> {
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
  const turns = await whoseTurn(items, state.backlog, world.clock.now());
  const headOf = await headsOfDue(world.ledger, turns.now);
  const planned = await eachBounded(turns.now, width, (item) =>
    attempt(`${item.kind} of ${item.chain}`, () => planMove(world, item, { ...state, headOf })),
  );
  const steps = inGroups(
    planned.filter((move) => move !== undefined),
    step,
  );
  const moved = await eachBounded(steps, width, (moves) => moveOn(world, moves, attempt));
  const messages = moved.flat().flatMap(({ message }) => message ?? []);
  const overtaken = items.length - untold.length - turns.waiting - messages.length - failures.length;
  const sent = await sendDue(world, messages);
  const published = (await attempt('telling', () => tellAgain(world, untold))) ?? 0;
  return {
    enqueued: sent.taken,
    published,
    overtaken,
    waiting: turns.waiting,
    failures: [...failures, ...sent.failures],
  };
}

/** Moves due times on, together or else one by one; gives those that still were what was read. */
async function moveOn(
  { ledger }: SweepingWorld,
  moves: readonly PlannedMove[],
  attempt: <T>(what: string, work: () => Promise<T>) => Promise<T | undefined>,
): Promise<PlannedMove[]> {
  if (moves.length > 1 && (await ledger.postponeAll(moves).catch(() => false))) return [...moves];
  const moved: PlannedMove[] = [];
  for (const move of moves) {
    if (await attempt(`${move.item.kind} of ${move.item.chain}`, () => ledger.postpone(move))) moved.push(move);
  }
  return moved;
}
