import type { Installation } from '../model/installation';
import type { KeyId } from '../model/ids';
import { type Instant, latest } from '../model/instant';
import { type Pause, pausesOf } from '../model/pause';
import type { World } from './world';

/** The pauses that a key is under, from consistent reads; `fresh` where the installation was just read. */
export async function pausesNow(
  world: World,
  keyId: KeyId,
  fresh: Promise<Installation> = world.ledger.installation(),
): Promise<Pause[]> {
  const [head, installation] = await Promise.all([world.ledger.key(keyId), fresh]);
  return head === undefined ? [] : pausesOf(head, installation, world.clock.now());
}

/** When the last of these pauses ends; undefined: there is none. */
export function pausedUntil([first, ...rest]: readonly Pause[]): Instant | undefined {
  return first && latest(first.until, ...rest.map(({ until }) => until));
}
