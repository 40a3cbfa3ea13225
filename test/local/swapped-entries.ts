/** The entries at `index` and after it, each in the other's place, with these attributes of that place. */
export function swapped<T extends Record<string, unknown>>(entries: T[], index: number, of: readonly string[]): T[] {
  const [one, other] = [entries[index], entries[index + 1]];
  if (one === undefined || other === undefined) throw new Error('there are too few entries to swap');
  const placed = (entry: T, place: T): T => ({
    ...entry,
    ...Object.fromEntries(of.map((name) => [name, place[name]])),
  });
  return entries.with(index, placed(other, one)).with(index + 1, placed(one, other));
}
