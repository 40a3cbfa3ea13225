import type { Installation } from '../../model/ledger/installation';
import type { IssuerName, KeyId } from '../../model/ids';
import { type Instant, latest } from '../../model/instant';
import { type Pause, pausesOf, widePausesOf } from '../../model/work/pause';
import type { World } from '../world';

/** The pauses that work is under, from consistent reads: those of its key, or those of the issuer it is about. `fresh` where the installation was just read. */
export async function pausesNow(
  world: World,
  subject: { keyId: KeyId } | { issuer: IssuerName },
  fresh: Promise<Installation> = world.ledger.installation(),
): Promise<Pause[]> {
  if ('issuer' in subject) return widePausesOf(subject.issuer, await fresh, world.clock.now());
  const [head, installation] = await Promise.all([world.ledger.key(subject.keyId), fresh]);
  return head === undefined ? [] : pausesOf(head, installation, world.clock.now());
}

/** When the last of these pauses ends; undefined: there is none. */
export function pausedUntil([first, ...rest]: readonly Pause[]): Instant | undefined {
  return first && latest(first.until, ...rest.map(({ until }) => until));
}
