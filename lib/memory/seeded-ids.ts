import { createHash } from 'node:crypto';
import type { Ids } from '../ports/ids';

/** Ids that look random and are the same for the same seed, in the same order. */
export class SeededIds implements Ids {
  #drawn = 0;

  constructor(private readonly seed: string) {}

  random(): string {
    this.#drawn += 1;
    return createHash('sha256').update(`${this.seed}:${this.#drawn}`).digest('hex').slice(0, 32);
  }
}
