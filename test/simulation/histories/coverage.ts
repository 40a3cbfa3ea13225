/** How often the adversary did what, and where. */
export class Coverage {
  readonly #groups = new Map<string, Map<string, Map<string, number>>>();

  /** Counts one more; `where` is kept apart, because to join and to hash two strings at each call of a history costs more than the rest of it. */
  note(group: string, what: string, where = ''): void {
    const places = inside(inside(this.#groups, group), what);
    places.set(where, (places.get(where) ?? 0) + 1);
  }

  /** Counts by `group: what`, or `group: what where`. */
  get counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const [group, whats] of this.#groups)
      for (const [what, places] of whats)
        for (const [where, count] of places) counts.set(`${group}: ${where === '' ? what : `${what} ${where}`}`, count);
    return counts;
  }
}

function inside<T>(outer: Map<string, Map<string, T>>, name: string): Map<string, T> {
  const found = outer.get(name);
  if (found !== undefined) return found;
  const made = new Map<string, T>();
  outer.set(name, made);
  return made;
}
