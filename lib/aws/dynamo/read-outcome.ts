import type { KeyId } from '../../model/ids';
import { keyHeadSchema } from '../../model/ledger/key-head';
import { RekeyError } from '../../model/rekey-error';
import type { RecordOutcome, Transition } from '../../ports/ledger';
import { readItem } from './read-item';
import { conditionAt } from './transition-items';

/** What a transition's failed conditions mean. @throws RekeyError `corrupt` when the entry exists and the head does not say so */
export function readOutcome(
  transition: Transition,
  failed: ReadonlyMap<number, Record<string, unknown> | undefined>,
): RecordOutcome {
  const { entry } = transition;
  if (failed.has(conditionAt.head)) {
    const item = failed.get(conditionAt.head);
    const head = item && readItem(keyHeadSchema, item);
    // The very transition stands already: it was written, and its answer was lost.
    return head?.headHash === entry.hash ? { kind: 'recorded' } : { kind: 'stale', head };
  }
  if (failed.has(conditionAt.entry)) {
    throw new RekeyError('corrupt', `entry ${entry.sequence} of ${entry.chain} exists, and its head does not say so`);
  }
  return { kind: 'secret_taken', by: failed.get(conditionAt.secret)?.['keyId'] as KeyId };
}
