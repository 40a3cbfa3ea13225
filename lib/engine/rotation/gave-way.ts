import type { KeyHead } from '../../model/ledger/key-head';
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
    head: { rotation: undefined, fence: head.fence + 1, rollBacks: (head.rollBacks ?? 0) + 1 },
    ...(rotation === undefined ? {} : { attempts: [nextAttempt(world, { head, rotation }).givenUp] }),
  };
}
