import type { IssuerName, KeyId } from '../../model/ids';
import { type Instant, latest } from '../../model/instant';
import { type Pause, pausesOf, widePausesOf } from '../../model/work/pause';
import type { World } from '../world';

/** The pauses that work is under, from consistent reads: those of its key, or those of the issuer it is about. */
export async function pausesNow(world: World, subject: { keyId: KeyId } | { issuer: IssuerName }): Promise<Pause[]> {
  const { ledger } = world;
  if ('issuer' in subject) return widePausesOf(subject.issuer, await ledger.installation(), world.clock.now());
  const [head, installation] = await Promise.all([ledger.key(subject.keyId), ledger.installation()]);
  return head === undefined ? [] : pausesOf(head, installation, world.clock.now());
}

/** When the last of these pauses ends; undefined: there is none. */
export function pausedUntil([first, ...rest]: readonly Pause[]): Instant | undefined {
  return first && latest(first.until, ...rest.map(({ until }) => until));
}
