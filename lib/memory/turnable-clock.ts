import { epochMs, instantOf, type Instant } from '../model/instant';
import type { Clock } from '../ports/clock';

/** A clock that moves only when it is turned; who sleeps on it wakes in order of time. With `sleepsAdvance` a sleep turns the clock itself. */
export class TurnableClock implements Clock {
  #nowMs: number;
  #sleepers: { wakeMs: number; wake: () => void }[] = [];

  constructor(
    start: Instant,
    private readonly options: { sleepsAdvance?: boolean } = {},
  ) {
    this.#nowMs = epochMs(start);
  }

  now(): Instant {
    return instantOf(this.#nowMs);
  }

  async sleep(milliseconds: number): Promise<void> {
    const wakeMs = this.#nowMs + Math.max(0, milliseconds);
    if (this.options.sleepsAdvance) {
      this.#nowMs = Math.max(this.#nowMs, wakeMs);
      return;
    }
    await new Promise<void>((wake) => this.#sleepers.push({ wakeMs, wake }));
  }

  /** How many are asleep. */
  get asleep(): number {
    return this.#sleepers.length;
  }

  /** When the next sleeper wakes; undefined when nobody sleeps. */
  nextWake(): Instant | undefined {
    const next = Math.min(...this.#sleepers.map((sleeper) => sleeper.wakeMs));
    return Number.isFinite(next) ? instantOf(next) : undefined;
  }

  /** Turns the clock on by so many seconds; each sleeper sees its own waking time, and goes on before the next one wakes. */
  async advance(seconds: number): Promise<void> {
    await this.advanceTo(instantOf(this.#nowMs + Math.round(seconds * 1000)));
  }

  /** Turns the clock on to a moment; one in the past changes nothing. */
  async advanceTo(until: Instant): Promise<void> {
    for (;;) {
      const due = this.#sleepers.filter((sleeper) => sleeper.wakeMs <= epochMs(until));
      if (due.length === 0) break;
      const next = due.reduce((a, b) => (b.wakeMs < a.wakeMs ? b : a));
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.#nowMs = Math.max(this.#nowMs, next.wakeMs);
      next.wake();
      await new Promise((goOn) => setImmediate(goOn));
    }
    this.#nowMs = Math.max(this.#nowMs, epochMs(until));
  }
}
