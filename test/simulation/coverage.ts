/** How often the adversary did what, and where: `fault` by `step`. */
export class Coverage {
  readonly counts = new Map<string, number>();

  note(group: string, what: string): void {
    const name = `${group}: ${what}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  /** Adds what another history saw. */
  add(counts: Iterable<readonly [string, number]>): void {
    for (const [name, count] of counts) this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }
}
