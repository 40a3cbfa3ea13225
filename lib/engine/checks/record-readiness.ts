import type { Hindrance } from '../../model/foreign/health';
import type { KeyHead } from '../../model/ledger/key-head';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import { amendSeen } from './amend-seen';

/** Records that a key could, or could not, be killed, when that changes; the owner hears of it before a leak shows it. Undefined: the key moved on meanwhile. */
export async function recordReadiness(
  world: WorkerWorld,
  head: KeyHead,
  hindrances: readonly Hindrance[],
): Promise<KeyHead | undefined> {
  const before = head.hindrances;
  const now = hindrances.map(({ what }) => what).toSorted();
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(now)) return head;
  return amendSeen(world, head, () => ({
    entry: {
      type: now.length === 0 ? 'key-ready' : 'key-unready',
      actor: rekeyActor,
      evidence: { hindrances: [...hindrances] },
    },
    head: { hindrances: now },
    // That a key is ready from the start is no news.
    told: now.length > 0 || before !== undefined,
  }));
}
