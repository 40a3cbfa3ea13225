import { type Instant, latest, plusSeconds } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { Rotation } from '../../model/rotation/rotation';
import { graceSeconds } from '../../model/schedule/grace';
import type { Change } from '../amend';
import { nextAttempt } from './give-up-attempt';
import type { WorkerWorld } from '../world';

/** What of a change ends a rotation in flight, because its parent is no longer current, or is not to be replaced: nobody has a claim, its attempt is searched for, and what was sent before is void. */
export function gaveWay(
  world: WorkerWorld,
  head: KeyHead,
): Pick<Change, 'attempts'> & { head: NonNullable<Change['head']> } {
  const { rotation } = head;
  return {
    head: {
      rotation: undefined,
      fence: head.fence + 1,
      rollBacks: (head.rollBacks ?? 0) + 1,
      ...(rotation?.rolls === true && !rotation.stored ? { graceUntil: graceLeft(world, head, rotation) } : {}),
    },
    ...(rotation === undefined ? {} : { attempts: [nextAttempt(world, { head, rotation }).givenUp] }),
  };
}

/** Until when the value of its parent, and what was rolled and lost before it, is accepted at the longest. */
function graceLeft(world: WorkerWorld, { manifest }: KeyHead, { graceUntil }: Rotation): Instant {
  const now = world.clock.now();
  const most = world.issuer.capabilities.roll?.graceMaxSeconds ?? 0;
  const seconds = graceSeconds(manifest, { issuedAt: now }, { verdict: undefined, most, now });
  return latest(plusSeconds(now, seconds), graceUntil ?? now);
}
