import { earliest, type Instant, secondsBetween } from '../model/instant';
import type { Pause } from '../model/work/pause';
import { keyOf, type Work } from '../model/work/work';
import { IssuerError } from '../ports';
import { RekeyError } from '../model/rekey-error';
import { carryOut } from './carry-out';
import { laneOf } from './dispatch';
import { isStopped } from './pauses/is-stopped';
import { observe } from './observation/observe';
import { pausedUntil, standingNow } from './pauses/pauses-now';
import { waitsForRecovery } from './restored-ledger/waits-for-recovery';
import type { WorkerWorld } from './world';

/** Seconds after which work that an issuer could not do is tried again by itself. */
const pauseSeconds = { contain: 3, other: 30 } as const;
/** Once it has been due, or has failed, for so many seconds, further tries are left to the sweep, so that messages do not add up in an outage. */
const patienceSeconds = 120;

/** Longest delay of an SQS message, in seconds. */
const longestDelaySeconds = 900;

/** Carries out one message. What an issuer cannot do now is tried again later; what nobody foresaw is thrown, for the queue to redeliver. */
export async function doWork(world: WorkerWorld, work: Work): Promise<void> {
  try {
    const { head, pauses } = await standingNow(world, 'keyId' in work ? work : { issuer: world.issuer.name });
    if (await isPaused(world, work, pauses)) return;
    if ((await isHeldBack(world, work)) || (await observe(world, work, head))) return;
    await carryOut(world, work, head);
  } catch (error) {
    if (!isPassing(error)) throw error;
    const kind = error instanceof IssuerError ? error.kind : error.code;
    const { name: issuer } = world.issuer;
    world.telemetry.warn('not possible now', { issuer, key: keyOf(work), work: work.kind, error: kind });
    if (kind === 'rejected' || kind === 'forbidden') world.telemetry.count('IssuerRefusedAdmin', 1, { issuer });
    // What only a person can change is not asked for again at once.
    const lasts = kind === 'unsupported' && comesAgain(work);
    const now = world.clock.now();
    const since = failingSince(work, now);
    if (lasts || secondsBetween(since, now) > patienceSeconds) {
      if (comesAgain(work)) return;
      throw error;
    }
    const pause = work.kind === 'contain' ? pauseSeconds.contain : pauseSeconds.other;
    const again = 'keyId' in work ? { ...work, failingSince: since } : work;
    await world.queues.send({ lane: laneOf(work), issuer }, again, pause);
  }
}

/** What the sweep sends of a search, a probe or a look is due only when the sweep would send it again: that it fails counts from its first try. */
function failingSince(work: Work, now: Instant): Instant {
  return earliest(work.dueAt, ('keyId' in work && work.failingSince) || now);
}

/** Work that a pause stops. What is due stays due, and the sweep waits; a wish that only its message knows is kept in the queue. */
async function isPaused(world: WorkerWorld, work: Work, pauses: readonly Pause[]): Promise<boolean> {
  const until = pausedUntil(pauses);
  if (until === undefined || !(await isStopped(world, pauses, work))) return false;
  await keep(world, work, Math.min(Math.ceil(secondsBetween(world.clock.now(), until)), longestDelaySeconds));
  return true;
}

/** Work that waits until a ledger that was restored from a backup knows again what there is. */
async function isHeldBack(world: WorkerWorld, work: Work): Promise<boolean> {
  if (!(await waitsForRecovery(world, work))) return false;
  await keep(world, work, longestDelaySeconds);
  return true;
}

async function keep(world: WorkerWorld, work: Work, delaySeconds: number): Promise<void> {
  if (comesAgain(work)) return;
  await world.queues.send({ lane: laneOf(work), issuer: world.issuer.name }, work, delaySeconds);
}

/** Whether the sweep, or a rule, sends it anew. What was begun on somebody's wish stands in the due index only since then: until then its message is all there is, and goes back to the queue. */
function comesAgain(work: Work): boolean {
  if (work.kind === 'roll-back' || work.kind === 'discover' || work.kind === 'recover') return false;
  if (work.kind !== 'rotate') return true;
  return work.cause === 'created' || work.cause === 'scheduled' || work.cause === 'recovered';
}

function isPassing(error: unknown): error is IssuerError | RekeyError {
  return error instanceof IssuerError || (error instanceof RekeyError && error.retryable);
}
