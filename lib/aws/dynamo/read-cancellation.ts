import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { RekeyError } from '../../model/rekey-error';

/** Why a transaction was not written: which conditions failed, by the position of their action, with the item that stood there. */
export type Cancellation =
  | { kind: 'conditions'; failed: Map<number, Record<string, unknown> | undefined> }
  /** Another transaction was at the same items. */
  | { kind: 'conflict' };

/**
 * Reads a failed transaction; undefined: it failed for another reason than its own cancellation.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html lists the reasons' codes.
 * @throws RekeyError `unavailable` when throttled, `internal` when an action is not valid
 */
export function readCancellation(error: unknown): Cancellation | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const reasons = error.CancellationReasons ?? [];
  const failed = new Map<number, Record<string, unknown> | undefined>();
  for (const [index, reason] of reasons.entries()) {
    if (reason.Code === 'ConditionalCheckFailed') failed.set(index, reason.Item && unmarshall(reason.Item));
  }
  if (failed.size > 0) return { kind: 'conditions', failed };
  const codes = reasons.map((reason) => reason.Code);
  if (codes.includes('TransactionConflict')) return { kind: 'conflict' };
  const named = codes.filter((code) => code !== undefined && code !== 'None').join(', ');
  if (/Throttling|ThroughputExceeded/.test(named))
    throw new RekeyError('unavailable', `the ledger is throttled: ${named}`);
  throw new RekeyError('internal', `the ledger refuses a transaction: ${named || 'no reason given'}`);
}
