import type { Instant } from '../../model/instant';
import type { DueItem, Ledger } from '../../ports';

/** Most items of one shard of the index. What waits for room in a queue stays in it as it is: nothing of another issuer is to be hidden behind that. */
const mostOfShard = 25_000;

/** What is due at or before `until`, oldest first, read a page at a time as it is asked for. */
export function allDue(ledger: Ledger, until: Instant): AsyncIterable<DueItem> {
  return ledger.due(until, mostOfShard);
}
