import type { Entry } from '../../model/entry';
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
  const entries: Entry[] = [];
  let next: string | undefined;
  for await (const entry of ledger.entries(keyId, from)) {
    if (entries.length === pageSize) {
      next = String(entry.sequence);
      break;
    }
    entries.push(entry);
  }
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
