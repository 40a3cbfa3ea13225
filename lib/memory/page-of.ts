import type { Page } from '../ports/ledger';

/** The page after the cursor, of a list that does not change its order. */
export function pageOf<T>(all: T[], after: string | undefined, size = 100): Page<T> {
  const start = after === undefined ? 0 : Number(after);
  const end = start + size;
  return { items: all.slice(start, end), ...(end < all.length ? { next: String(end) } : {}) };
}
