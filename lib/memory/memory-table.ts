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
  readonly #rows = new Map<string, Row>();
  readonly #byKind = new Map<RowKind, Map<ChainId, Map<string, Row>>>();
  readonly #due = new Map<string, Row & { due: Due }>();

  /** Another table that holds what this one holds now. */
  copy(): MemoryTable {
    const copy = new MemoryTable();
    copy.restore(this);
    return copy;
  }

  /** Holds what another table holds, and nothing else. */
  restore(from: MemoryTable): void {
    this.installation = from.installation;
    for (const rows of [this.#rows, this.#byKind, this.#due]) rows.clear();
    for (const row of from.rows.values()) this.put(row);
    refill(this.fingerprints, from.fingerprints);
    refill(this.publicIds, from.publicIds);
    refill(this.secrets, from.secrets);
    refill(this.tallies, from.tallies);
    this.once.clear();
    for (const one of from.once) this.once.add(one);
  }

  /** Every row, by its place. */
  get rows(): ReadonlyMap<string, Row> {
    return this.#rows;
  }

  row(kind: RowKind, chain: ChainId, id: string): Row | undefined {
    return this.#byKind.get(kind)?.get(chain)?.get(id);
  }

  put(row: Row): void {
    const place = placeOf(row);
    this.#rows.set(place, row);
    this.#of(row.kind, row.chain).set(row.id, row);
    if (isDue(row)) this.#due.set(place, row);
    else this.#due.delete(place);
  }

  remove(kind: RowKind, chain: ChainId, id: string): void {
    const place = placeOf({ kind, chain, id });
    this.#rows.delete(place);
    this.#due.delete(place);
    this.#byKind.get(kind)?.get(chain)?.delete(id);
  }

  /** Rows of a kind, of one chain or of all, in order of chain and id. */
  of(kind: RowKind, chain?: ChainId): Row[] {
    const chains = this.#byKind.get(kind);
    const some = chain === undefined ? [...(chains?.values() ?? [])] : [chains?.get(chain) ?? new Map<string, Row>()];
    const rows = some.flatMap((one) => [...one.values()]);
    return rows.sort((a, b) => compare(a.chain, b.chain) || compare(orderOf(a), orderOf(b)));
  }

  /** Every row that stands in the due index. */
  get due(): Iterable<Row & { due: Due }> {
    return this.#due.values();
  }

  /** Due rows at or before `until`, oldest first, `limit` at most from each shard. */
  dueRows(until: Instant, limit: number): (Row & { due: Due })[] {
    const due: (Row & { due: Due })[] = [];
    for (const row of this.#due.values()) if (row.due.at <= until) due.push(row);
    due.sort((a, b) => compare(a.due.at, b.due.at) || compare(a.due.kind, b.due.kind) || compare(a.id, b.id));
    if (due.length <= limit) return due;
    const taken = new Map<number, number>();
    return due.filter((row) => {
      const shard = dueShardOf(row.chain, row.id);
      taken.set(shard, (taken.get(shard) ?? 0) + 1);
      return (taken.get(shard) ?? 0) <= limit;
    });
  }

  #of(kind: RowKind, chain: ChainId): Map<string, Row> {
    const chains = this.#byKind.get(kind) ?? new Map<ChainId, Map<string, Row>>();
    const rows = chains.get(chain) ?? new Map<string, Row>();
    this.#byKind.set(kind, chains.set(chain, rows));
    return rows;
  }
}

function refill<K, V>(to: Map<K, V>, from: ReadonlyMap<K, V>): void {
  to.clear();
  for (const [key, value] of from) to.set(key, value);
}

function isDue(row: Row): row is Row & { due: Due } {
  return row.due !== undefined;
}

function placeOf({ kind, chain, id }: Pick<Row, 'kind' | 'chain' | 'id'>): string {
  return `${kind} ${chain} ${id}`;
}

function orderOf(row: Row): string {
  return row.kind === 'entry' ? row.id.padStart(12, '0') : row.id;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
