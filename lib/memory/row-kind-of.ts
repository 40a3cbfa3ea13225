import type { DueItem } from '../ports/ledger';
import type { RowKind } from './ledger-row';

/** The kind of the row that a due item is of. */
export function rowKindOf(item: DueItem): RowKind {
  if (item.kind === 'check') return 'health';
  if (item.id === '') return 'head';
  if (item.kind === 'publish') return 'entry';
  if (item.kind === 'search') return 'attempt';
  return item.id.includes(':') ? 'incident' : 'version';
}
