import type { KeyHead } from '../../../lib/model/ledger/key-head';
import type { Wish } from '../promises/wishes-are-done';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';

/** An order as it is given: what is so then is what it is meant for, however often it is tried until it is accepted. */
export function wishOf(
  { ledger }: Simulation,
  { keyId }: KeySpec,
  order: Pick<Wish, 'kind' | 'commandId'>,
): Wish | undefined {
  const head = ledger.table.row('head', keyId, '')?.body as unknown as KeyHead | undefined;
  return head && { ...order, keyId, sequence: head.sequence, current: head.currentVersionId };
}
