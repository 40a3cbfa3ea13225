import type { IssuerName, KeyId } from '../../model/ids';
import { type Instant, latest } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { type Pause, pausesOf, widePausesOf } from '../../model/work/pause';
import type { World } from '../world';

/** What work is about: a key, or a whole issuer. */
type Subject = { keyId: KeyId } | { issuer: IssuerName };

/** What work finds when it begins: its key, where it has one, and the pauses that it is under. */
export interface Standing {
  head: KeyHead | undefined;
  pauses: Pause[];
}

/** What work finds when it begins, from consistent reads: of its key, or of the issuer it is about. */
export async function standingNow({ ledger, clock }: World, subject: Subject): Promise<Standing> {
  if ('issuer' in subject)
    return { head: undefined, pauses: widePausesOf(subject.issuer, await ledger.installation(), clock.now()) };
  const [head, installation] = await Promise.all([ledger.key(subject.keyId), ledger.installation()]);
  return { head, pauses: head === undefined ? [] : pausesOf(head, installation, clock.now()) };
}

/** The pauses that work is under, from consistent reads. */
export async function pausesNow(world: World, subject: Subject): Promise<Pause[]> {
  return (await standingNow(world, subject)).pauses;
}

/** When the last of these pauses ends; undefined: there is none. */
export function pausedUntil([first, ...rest]: readonly Pause[]): Instant | undefined {
  return first && latest(first.until, ...rest.map(({ until }) => until));
}
