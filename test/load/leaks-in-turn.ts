import { setTimeout as pause } from 'node:timers/promises';
import type { KeyId } from '../../lib/model/ids';
import type { FloorTimes } from '../bench/floor';
import type { Credentials } from '../local/assume';
import type { InstantStage } from '../local/instant-stage';
import type { Random } from '../simulation/surroundings/random';
import type { LoadRun } from './load-plan';
import { type TimedLeak, timedLeak } from './timed-leak';

/** A leak, and the bare chain that was run just before it. */
export interface LeakBesideFloor {
  leak: TimedLeak;
  floor: FloorTimes;
}

/** Pause before a leak, in milliseconds: none comes in step with what looks at the queues once a second. */
const spacingMs = [300, 1300] as const;

/** Reports these keys one after another, the bare chain before each. */
export async function leaksInTurn(
  set: InstantStage,
  keys: readonly KeyId[],
  by: { senders: ReadonlyMap<KeyId, Credentials>; floor: () => Promise<FloorTimes>; random: Random },
  run: LoadRun,
  kind: string,
): Promise<LeakBesideFloor[]> {
  const leaks: LeakBesideFloor[] = [];
  for (const key of keys) {
    run.signal.throwIfAborted();
    await pause(by.random.whole(...spacingMs));
    const floor = await by.floor();
    const credentials = by.senders.get(key);
    if (credentials === undefined) throw new Error(`nobody reports ${key}`);
    const leak = await timedLeak(set, key, credentials);
    leaks.push({ leak, floor });
    run.progress(`leak ${kind}, ${leaks.length} of ${keys.length}: revoke call after ${leak.revoke} ms`);
  }
  return leaks;
}
