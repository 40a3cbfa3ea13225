import type { KeyHead } from '../../model/ledger/key-head';
import { amend, type Change } from '../amend';
import type { World } from '../world';

/** Records what follows from a look, if the key is still what it was when the look began; undefined: it moved on, and has to be looked at anew. */
export async function amendSeen(
  world: World,
  seen: KeyHead,
  decide: (head: KeyHead) => Promise<Change> | Change,
): Promise<KeyHead | undefined> {
  const outcome = await amend(world, seen.keyId, (head) =>
    head.sequence === seen.sequence ? decide(head) : { skip: 'moved on' },
  );
  return outcome.kind === 'recorded' ? outcome.head : undefined;
}
