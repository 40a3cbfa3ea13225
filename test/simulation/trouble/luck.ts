/** Bad luck that was drawn, each stroke by its name: a history can be lived again with some of them only. */
export class Luck {
  /** What struck, in order. */
  readonly struck: string[] = [];

  /** Without `only`, everything that is drawn strikes. */
  constructor(private readonly only?: ReadonlySet<string>) {}

  strikes(name: string): boolean {
    if (this.only !== undefined && !this.only.has(name)) return false;
    this.struck.push(name);
    return true;
  }
}
