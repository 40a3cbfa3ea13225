import type { Entry } from '../../model/entry';
import type { KeyId } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import type { Ledger } from '../../ports';
import type { LineageAnswer } from '../answers/lineage-answer';
import { existingKey } from './existing-key';
import type { OperatorCall } from './operator-request';

/** Entries in one answer: an entry is a few kilobytes at most, and a function's answer 6 MB (AWS Lambda quotas). */
const pageSize = 200;

/** Answers `GET /v1/lineage/{key+}`, a page at a time. @throws RekeyError `not_found` */
export async function answerLineage(call: OperatorCall): Promise<LineageAnswer> {
  const { ledger } = call.world;
  const keyId = call.keyId();
  const from = Number(call.query['from'] ?? '1');
  const { entries, next } = await pageFrom(ledger, keyId, from);
  // Read after the entries: a head from before them could end earlier than they do.
  const head = await existingKey(ledger, keyId);
  const versions = await ledger.versions(keyId);
  return {
    keyId,
    head: { sequence: head.sequence, headHash: head.headHash },
    entries,
    versions: versions.toSorted((a, b) => a.issuedAt.localeCompare(b.issuedAt)),
    ...(next === undefined ? {} : { next }),
  };
}

/** Ends before an entry that was made unreadable: whoever verifies the chain finds that one missing, and is told its number. */
async function pageFrom(ledger: Ledger, keyId: KeyId, from: number): Promise<{ entries: Entry[]; next?: string }> {
  const entries: Entry[] = [];
  try {
    for await (const entry of ledger.entries(keyId, from)) {
      if (entries.length === pageSize) return { entries, next: String(entry.sequence) };
      entries.push(entry);
    }
  } catch (error) {
    if (!(error instanceof RekeyError) || error.code !== 'corrupt') throw error;
  }
  return { entries };
}
