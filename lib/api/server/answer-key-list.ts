import type { KeySummary } from '../answers/key-summary-answer';
import type { OperatorCall } from './operator-request';
import { summaryOf } from './summary-of';

/** Answers `GET /v1/keys`, a page at a time. */
export async function answerKeyList(call: OperatorCall): Promise<{ keys: KeySummary[]; next?: string }> {
  const { ledger } = call.world;
  const { owner, next } = call.query;
  const page = await (owner === undefined ? ledger.keys(next) : ledger.keysOf(owner, next));
  const installation = await ledger.installation();
  const now = call.world.clock.now();
  const keys = page.items.map((head) => summaryOf(head, installation, now));
  return { keys, ...(page.next === undefined ? {} : { next: page.next }) };
}
