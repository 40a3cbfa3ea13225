import type { ChainId, Entry } from '../../model/ledger/entry';
import { RekeyError } from '../../model/rekey-error';
import type { Ledger } from '../../ports';

/** Entries in one answer: an entry is a few kilobytes at most, and a function's answer 6 MB (AWS Lambda quotas). */
const pageSize = 200;

/** A page of a chain. It ends before an entry that was made unreadable: whoever verifies the chain finds that one missing, and is told its number. */
export async function pageOfEntries(
  ledger: Ledger,
  chain: ChainId,
  from: number,
): Promise<{ entries: Entry[]; next?: string }> {
  const entries: Entry[] = [];
  try {
    for await (const entry of ledger.entries(chain, from)) {
      if (entries.length === pageSize) return { entries, next: String(entry.sequence) };
      entries.push(entry);
    }
  } catch (error) {
    if (!(error instanceof RekeyError) || error.code !== 'corrupt') throw error;
  }
  return { entries };
}
