/** How often the adversary did what, and where. */
export class Coverage {
  readonly #groups = new Map<string, Map<string, number>>();

  note(group: string, what: string): void {
    let counts = this.#groups.get(group);
    if (counts === undefined) this.#groups.set(group, (counts = new Map()));
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }

  /** Counts by `group: what`. */
  get counts(): Map<string, number> {
    const groups = [...this.#groups];
    return new Map(
      groups.flatMap(([group, counts]) => [...counts].map(([what, n]) => [`${group}: ${what}`, n] as const)),
    );
  }
}
