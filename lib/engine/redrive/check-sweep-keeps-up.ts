import { secondsBetween } from '../../model/instant';
import { RekeyError } from '../../model/rekey-error';
import type { World } from '../world';

/** The sweep comes every minute and moves on what it finds; what waits longer, in seconds, was not found, or could not be told. */
const behindSeconds = 300;

/** Returns when the sweep does what a failed run or a lost record of the stream left undone. @throws RekeyError `conflict` while it does not */
export async function checkSweepKeepsUp({ ledger, clock }: Pick<World, 'ledger' | 'clock'>): Promise<void> {
  const now = clock.now();
  let oldestSeconds = 0;
  for await (const item of ledger.due(now, 1)) {
    oldestSeconds = Math.max(oldestSeconds, secondsBetween(item.at, now));
  }
  if (oldestSeconds < behindSeconds) return;
  throw new RekeyError(
    'conflict',
    `the sweep is behind, so the letters stay: something has been due for ${Math.round(oldestSeconds)} s; see docs/runbook.md#sweep-silent`,
  );
}
