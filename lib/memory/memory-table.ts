import type { Due } from '../model/due';
import { dueShardOf } from '../model/due-shard';
import type { ChainId } from '../model/entry';
import type { Fingerprint, KeyId } from '../model/ids';
import type { Installation } from '../model/installation';
import type { Instant } from '../model/instant';
import type { Located } from '../ports/ledger';
import type { Row, RowKind } from './ledger-row';

/** What the ledger in memory keeps; open, so that a test can look at everything and tamper with it. */
export class MemoryTable {
  installation: Installation | undefined;
  readonly rows = new Map<string, Row>();
  readonly fingerprints = new Map<Fingerprint, Located>();
  readonly publicIds = new Map<string, Located>();
  readonly secrets = new Map<string, KeyId>();
  readonly once = new Set<string>();

  row(kind: RowKind, chain: ChainId, id: string): Row | undefined {
    return this.rows.get(placeOf(kind, chain, id));
  }

  put(row: Row): void {
    this.rows.set(placeOf(row.kind, row.chain, row.id), row);
  }

  remove(kind: RowKind, chain: ChainId, id: string): void {
    this.rows.delete(placeOf(kind, chain, id));
  }

  /** Rows of a kind, of one chain or of all, in order of chain and id. */
  of(kind: RowKind, chain?: ChainId): Row[] {
    const rows = [...this.rows.values()].filter(
      (row) => row.kind === kind && (chain === undefined || row.chain === chain),
    );
    return rows.sort((a, b) => compare(a.chain, b.chain) || compare(orderOf(a), orderOf(b)));
  }

  /** Due rows at or before `until`, oldest first, `limit` at most from each shard. */
  dueRows(until: Instant, limit: number): (Row & { due: Due })[] {
    const taken = new Map<number, number>();
    const due = [...this.rows.values()].filter(
      (row): row is Row & { due: Due } => row.due !== undefined && row.due.at <= until,
    );
    due.sort((a, b) => compare(a.due.at, b.due.at) || compare(a.due.kind, b.due.kind) || compare(a.id, b.id));
    return due.filter((row) => {
      const shard = dueShardOf(row.chain, row.id);
      taken.set(shard, (taken.get(shard) ?? 0) + 1);
      return (taken.get(shard) ?? 0) <= limit;
    });
  }
}

function placeOf(kind: RowKind, chain: ChainId, id: string): string {
  return `${kind} ${chain} ${id}`;
}

function orderOf(row: Row): string {
  return row.kind === 'entry' ? row.id.padStart(12, '0') : row.id;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
