import { secondsBetween } from '../../model/instant';
import { laneOf } from '../dispatch';
import type { World } from '../world';
import { allDue } from './all-due';
import { backlogOf } from './backlog';

/** For how long the oldest item is due that the sweep should have done something about, in seconds; 0: there is none. What waits behind others of its issuer is late, but not for want of a sweep. */
export async function oldestUnswept({
  ledger,
  clock,
  queues,
}: Pick<World, 'ledger' | 'clock' | 'queues'>): Promise<number> {
  const now = clock.now();
  const backlog = backlogOf(queues);
  for await (const { at, kind, issuer } of allDue(ledger, now)) {
    const waits = kind !== 'publish' && issuer !== undefined && laneOf({ kind }) === 'rotations';
    if (waits && (await backlog.found({ lane: 'rotations', issuer })) > 0) continue;
    return secondsBetween(at, now);
  }
  return 0;
}
