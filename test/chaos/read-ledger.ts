import type { Entry } from '../../lib/model/ledger/entry';
import type { KeyHead } from '../../lib/model/ledger/key-head';
import type { Version } from '../../lib/model/ledger/version';
import type { Incident } from '../../lib/model/leaks/incident';
import type { Ledger } from '../../lib/ports';

/** A key with all that the ledger has of it. */
export interface KeyOnRecord {
  head: KeyHead;
  versions: Version[];
  entries: Entry[];
  incidents: Incident[];
}

/** Everything that the ledger has of every key. */
export async function readLedger(ledger: Ledger): Promise<KeyOnRecord[]> {
  const keys: KeyOnRecord[] = [];
  let after: string | undefined;
  do {
    const page = await ledger.keys(after);
    for (const { keyId } of page.items) {
      const head = await ledger.key(keyId);
      const entries: Entry[] = [];
      for await (const entry of ledger.entries(keyId)) entries.push(entry);
      if (head === undefined) continue;
      keys.push({ head, versions: await ledger.versions(keyId), entries, incidents: await ledger.incidents(keyId) });
    }
    after = page.next;
  } while (after !== undefined);
  return keys;
}
