import type { Due } from '../model/ledger/due';
import { dueShardOf } from '../model/ledger/due-shard';
import type { ChainId } from '../model/ledger/entry';
import type { Fingerprint, KeyId } from '../model/ids';
import type { Installation } from '../model/ledger/installation';
import type { Instant } from '../model/instant';
import type { Tally } from '../model/leaks/tally';
import type { IssuerRecovery, KeyRecovery } from '../model/recovery/recovery';
import type { Located } from '../ports/ledger';
import type { Row, RowKind } from './ledger-row';

type DueRow = Row & { readonly due: Due };

/** The rows of one kind and chain, by id, and in the order of their ids once somebody asked for it. */
interface Shelf {
  readonly rows: Map<string, Row>;
  inOrder: readonly Row[] | undefined;
}

/** What the ledger in memory keeps; open, so that a test can look at everything. A row never changes: another one takes its place. */
export class MemoryTable {
  installation: Installation | undefined;
  readonly fingerprints = new Map<Fingerprint, Located>();
  readonly publicIds = new Map<string, Located>();
  readonly secrets = new Map<string, KeyId>();
  readonly once = new Set<string>();
  /** What recoveries noted, by issuer or key. */
  readonly recoveries = new Map<string, IssuerRecovery | KeyRecovery>();
  readonly tallies = new Map<string, Tally>();
  readonly #shelves = new Map<RowKind, Map<ChainId, Shelf>>();
  readonly #due = new Set<DueRow>();

  /** Another table that holds what this one holds now. */
  copy(): MemoryTable {
    const copy = new MemoryTable();
    copy.restore(this);
    return copy;
  }

  /** Holds what another table holds, and nothing else. */
  restore(from: MemoryTable): void {
    this.installation = from.installation;
    this.#shelves.clear();
    this.#due.clear();
    for (const row of from.rows) this.put(row);
    refill(this.fingerprints, from.fingerprints);
    refill(this.publicIds, from.publicIds);
    refill(this.secrets, from.secrets);
    refill(this.tallies, from.tallies);
    this.once.clear();
    for (const one of from.once) this.once.add(one);
  }

  /** Every row. */
  get rows(): Row[] {
    return [...this.#shelves.values()].flatMap((chains) =>
      [...chains.values()].flatMap(({ rows }) => [...rows.values()]),
    );
  }

  row(kind: RowKind, chain: ChainId, id: string): Row | undefined {
    return this.#shelves.get(kind)?.get(chain)?.rows.get(id);
  }

  put(row: Row): void {
    const shelf = this.#shelf(row.kind, row.chain);
    this.#clear(shelf, row.id);
    shelf.rows.set(row.id, row);
    if (isDue(row)) this.#due.add(row);
  }

  remove(kind: RowKind, chain: ChainId, id: string): void {
    const shelf = this.#shelf(kind, chain);
    this.#clear(shelf, id);
    shelf.rows.delete(id);
  }

  /** Rows of a kind, of one chain or of all, in order of chain and id. */
  of(kind: RowKind, chain?: ChainId): readonly Row[] {
    if (chain !== undefined) return inOrder(this.#shelf(kind, chain));
    const chains = [...(this.#shelves.get(kind) ?? [])].sort(([a], [b]) => compare(a, b));
    return chains.flatMap(([, shelf]) => inOrder(shelf));
  }

  /** Every row that stands in the due index. */
  get due(): Iterable<DueRow> {
    return this.#due;
  }

  /** Due rows at or before `until`, oldest first, `limit` at most from each shard. */
  dueRows(until: Instant, limit: number): DueRow[] {
    const due: DueRow[] = [];
    for (const row of this.#due) if (row.due.at <= until) due.push(row);
    due.sort(
      (a, b) =>
        compare(a.due.at, b.due.at) ||
        compare(a.due.kind, b.due.kind) ||
        compare(a.id, b.id) ||
        compare(a.chain, b.chain),
    );
    if (due.length <= limit) return due;
    const taken = new Map<number, number>();
    return due.filter((row) => {
      const shard = dueShardOf(row.chain, row.id);
      taken.set(shard, (taken.get(shard) ?? 0) + 1);
      return (taken.get(shard) ?? 0) <= limit;
    });
  }

  /** What stood in a place is there no more, in whichever order. */
  #clear(shelf: Shelf, id: string): void {
    const former = shelf.rows.get(id);
    if (former !== undefined && isDue(former)) this.#due.delete(former);
    shelf.inOrder = undefined;
  }

  #shelf(kind: RowKind, chain: ChainId): Shelf {
    let chains = this.#shelves.get(kind);
    if (chains === undefined) this.#shelves.set(kind, (chains = new Map()));
    let shelf = chains.get(chain);
    if (shelf === undefined) chains.set(chain, (shelf = { rows: new Map(), inOrder: undefined }));
    return shelf;
  }
}

function refill<K, V>(to: Map<K, V>, from: ReadonlyMap<K, V>): void {
  to.clear();
  for (const [key, value] of from) to.set(key, value);
}

function inOrder(shelf: Shelf): readonly Row[] {
  return (shelf.inOrder ??= [...shelf.rows.values()].sort((a, b) => compare(orderOf(a), orderOf(b))));
}

function isDue(row: Row): row is DueRow {
  return row.due !== undefined;
}

function orderOf(row: Row): string {
  return row.kind === 'entry' ? row.id.padStart(12, '0') : row.id;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
