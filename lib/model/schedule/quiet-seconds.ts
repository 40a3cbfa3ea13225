import type { DueKind } from '../ledger/due';

/** Seconds for which an item that was enqueued is not enqueued again, from when its message is reckoned to be taken. */
const least = 300;
/** The same for a containment, which is looked after more closely, and has a queue of its own. */
const urgent = 30;

/** How long an item whose message is sent now is left alone, if that may wait for so many seconds in its queue: sent anew while the first still waits, it would make the queue longer and nothing come sooner. */
export function quietSeconds(kind: DueKind, waitSeconds = 0): number {
  return kind === 'contain' ? urgent : least + waitSeconds;
}
