/** The items of a list in groups of at most so many. */
export function inGroups<T>(items: readonly T[], most: number): T[][] {
  const count = Math.ceil(items.length / most);
  return Array.from({ length: count }, (_, group) => items.slice(group * most, (group + 1) * most));
}
