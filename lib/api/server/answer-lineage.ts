import type { LineageAnswer } from '../answers/lineage-answer';
import { existingKey } from './existing-key';
import type { OperatorCall } from './operator-request';
import { pageOfEntries } from './page-of-entries';

/** Answers `GET /v1/lineage/{key+}`, a page at a time. @throws RekeyError `not_found` */
export async function answerLineage(call: OperatorCall): Promise<LineageAnswer> {
  const { ledger } = call.world;
  const keyId = call.keyId();
  const from = Number(call.query['from'] ?? '1');
  const { entries, next } = await pageOfEntries(ledger, keyId, from);
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
