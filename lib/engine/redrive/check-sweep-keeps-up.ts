import { RekeyError } from '../../model/rekey-error';
import { oldestUnswept } from '../due/oldest-unswept';
import type { World } from '../world';

/** The sweep comes every minute and moves on what it finds, if it does not wait behind others of its issuer; what waits longer, in seconds, was not found, or could not be told. */
const behindSeconds = 300;

/** Returns when the sweep does what a failed run or a lost record of the stream left undone. @throws RekeyError `conflict` while it does not */
export async function checkSweepKeepsUp(world: Pick<World, 'ledger' | 'clock' | 'queues'>): Promise<void> {
  const oldestSeconds = await oldestUnswept(world);
  if (oldestSeconds < behindSeconds) return;
  throw new RekeyError(
    'conflict',
    `the sweep is behind, so the letters stay: something has been due for ${Math.round(oldestSeconds)} s; see docs/runbook.md#sweep-silent`,
  );
}
