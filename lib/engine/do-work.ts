import { secondsBetween } from '../model/instant';
import { stops } from '../model/pause';
import type { Work } from '../model/work';
import { IssuerError } from '../ports';
import { RekeyError } from '../model/rekey-error';
import { containLeak } from './contain-leak';
import { carrySessionEnd } from './carry-session-end';
import { expire } from './expire';
import { laneOf } from './dispatch';
import { pausedUntil, pausesNow } from './pauses-now';
import { prove } from './prove';
import { retire } from './retire';
import { rollBack } from './roll-back';
import { rotate } from './rotate';
import { searchOrphans } from './search-orphans';
import type { WorkerWorld } from './world';

/** Seconds after which work that an issuer could not do is tried again by itself. */
const pauseSeconds = { contain: 3, other: 30 } as const;
/** Once it is this late, in seconds, further tries are left to the sweep, so that messages do not add up in an outage. */
const patienceSeconds = 120;

/** Longest delay of an SQS message, in seconds. */
const longestDelaySeconds = 900;

/** Carries out one message. What an issuer cannot do now is tried again later; what nobody foresaw is thrown, for the queue to redeliver. */
export async function doWork(world: WorkerWorld, work: Work): Promise<void> {
  try {
    if (await isPaused(world, work)) return;
    await carryOut(world, work);
  } catch (error) {
    if (!isPassing(error)) throw error;
    const kind = error instanceof IssuerError ? error.kind : error.code;
    world.telemetry.warn('not possible now', { key: work.keyId, work: work.kind, error: kind });
    if (kind === 'rejected' || kind === 'forbidden') {
      world.telemetry.count('IssuerRefusedAdmin', 1, { issuer: world.issuer.name });
    }
    if (secondsBetween(work.dueAt, world.clock.now()) > patienceSeconds) {
      if (isKnownToSweep(work)) return;
      throw error;
    }
    const pause = work.kind === 'contain' ? pauseSeconds.contain : pauseSeconds.other;
    await world.queues.send({ lane: laneOf(work), issuer: world.issuer.name }, work, pause);
  }
}

/** Work that a pause stops. What is due stays due, and the sweep waits; a wish that only its message knows is kept in the queue. */
async function isPaused(world: WorkerWorld, work: Work): Promise<boolean> {
  const pauses = await pausesNow(world, work.keyId);
  const until = pausedUntil(pauses);
  if (until === undefined || !stops(pauses, work)) return false;
  if (!isKnownToSweep(work)) {
    const delay = Math.min(Math.ceil(secondsBetween(world.clock.now(), until)), longestDelaySeconds);
    await world.queues.send({ lane: laneOf(work), issuer: world.issuer.name }, work, delay);
  }
  return true;
}

/** What was begun on somebody's wish stands in the due index only since then: until then its message is all there is, and goes back to the queue. */
function isKnownToSweep(work: Work): boolean {
  if (work.kind === 'roll-back') return false;
  return work.kind !== 'rotate' || work.cause === 'created' || work.cause === 'scheduled';
}

function isPassing(error: unknown): error is IssuerError | RekeyError {
  return error instanceof IssuerError || (error instanceof RekeyError && error.retryable);
}

async function carryOut(world: WorkerWorld, work: Work): Promise<void> {
  switch (work.kind) {
    case 'rotate':
      await rotate(world, work);
      return;
    case 'roll-back':
      return rollBack(world, work);
    case 'retire':
      return retire(world, work);
    case 'prove':
      return prove(world, work);
    case 'expire':
      return expire(world, work);
    case 'search':
      return searchOrphans(world, work);
    case 'sessions':
      return carrySessionEnd(world, work);
    case 'contain':
      return containLeak(world, work);
  }
}
