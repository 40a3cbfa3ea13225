import type { Due } from '../model/ledger/due';
import type { ChainId } from '../model/ledger/entry';
import type { IssuerName } from '../model/ids';

/** What kinds of item the ledger in memory holds. */
export type RowKind = 'head' | 'version' | 'attempt' | 'incident' | 'entry' | 'health';

/** An item: its place, its content as plain JSON, and what stands in the due index. */
export interface Row {
  readonly kind: RowKind;
  readonly chain: ChainId;
  /** Id of the version or incident, the entry's sequence, or nothing for a head and a key's health. */
  readonly id: string;
  /** Frozen: whoever reads it gets the very object. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly due?: Due | undefined;
  readonly issuer?: IssuerName;
}
