import type { KeyHead } from '../model/ledger/key-head';
import type { Ledger } from '../ports';

/** Every key of the ledger, a page at a time, as the index has them: eventually consistent. */
export async function* allKeys(ledger: Pick<Ledger, 'keys'>): AsyncGenerator<KeyHead> {
  let after: string | undefined;
  do {
    const page = await ledger.keys(after);
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
