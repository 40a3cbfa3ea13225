import { type Instant, plusSeconds } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';

/** Seconds after the end of a claim, or of a roll-back's turn, until the key is looked at: whoever takes it up first has then begun. */
const graceSeconds = 60;

/** Until when a key is not looked at, because a rotation or a roll-back of our own is at work on its label; undefined: nobody is. */
export function busyUntil({ rotation, rollBack }: KeyHead, now: Instant): Instant | undefined {
  if (rollBack !== undefined) return plusSeconds(rollBack.nextTryAt > now ? rollBack.nextTryAt : now, graceSeconds);
  const claimUntil = rotation?.claimUntil;
  return claimUntil === undefined || claimUntil <= now ? undefined : plusSeconds(claimUntil, graceSeconds);
}
