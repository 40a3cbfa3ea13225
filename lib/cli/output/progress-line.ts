import type { CliWorld } from '../cli-world';
import { visible } from './visible';

/** Milliseconds between two lines of progress where no line can be rewritten. */
const quietMs = 5000;

/** Progress and notes on standard error: one line rewritten on a terminal, now and then a line elsewhere. */
export class ProgressLine {
  readonly #world: Pick<CliWorld, 'terminal' | 'now'>;
  #open = false;
  #lastAt: number;

  constructor(world: Pick<CliWorld, 'terminal' | 'now'>) {
    this.#world = world;
    this.#lastAt = world.now();
  }

  progress(text: string): void {
    const { terminal, now } = this.#world;
    if (terminal.errorIsTerminal) {
      terminal.err(`\r\u001B[K${visible(text)}`);
      this.#open = true;
    } else if (now() - this.#lastAt >= quietMs) {
      this.#lastAt = now();
      terminal.err(`${visible(text)}\n`);
    }
  }

  note(text: string): void {
    this.clear();
    this.#world.terminal.err(`${visible(text)}\n`);
  }

  /** Takes the line away, so that something else can be written. */
  clear(): void {
    if (this.#open) this.#world.terminal.err('\r\u001B[K');
    this.#open = false;
  }
}
