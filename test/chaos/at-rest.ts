import { plusSeconds } from '../../lib/model/instant';
import type { Ledger } from '../../lib/ports';
import { SystemClock } from '../../lib/aws';

/** What comes by itself however long one waits: the next rotation, the hard end, the daily look. */
const regular: ReadonlySet<string> = new Set(['rotate', 'expire', 'check']);

/** What is still to be done, in words; undefined when everything has come to rest. */
export async function restless(ledger: Ledger): Promise<string | undefined> {
  let after: string | undefined;
  do {
    const page = await ledger.keys(after);
    const busy = page.items.find(({ rotation, rollBack }) => rotation !== undefined || rollBack !== undefined);
    if (busy !== undefined) return `${busy.keyId} is being rotated`;
    after = page.next;
  } while (after !== undefined);
  for await (const item of ledger.due(plusSeconds(new SystemClock().now(), 1800), 250)) {
    if (!regular.has(item.kind)) return `${item.kind} of ${item.chain} is due at ${item.at}`;
  }
  return undefined;
}
