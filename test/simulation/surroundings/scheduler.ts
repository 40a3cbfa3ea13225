/** Something that is to happen; without `act` nothing does, but that time goes on. */
export interface Event {
  readonly atMs: number;
  readonly order: number;
  act: (() => void) | undefined;
}

/** Virtual time: events in order of time, and of their making where times are equal. Real time never enters. */
export class Scheduler {
  /** Runs after each event, once everything that the event woke up has come to rest. */
  afterEach: () => void = () => undefined;
  #heap: Event[] = [];
  #made = 0;
  #stopped = false;

  constructor(public nowMs: number) {}

  at(atMs: number, act: () => void): Event {
    const event: Event = { atMs: Math.max(atMs, this.nowMs), order: this.#made++, act };
    let index = this.#heap.push(event) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (!isBefore(event, this.#heap[above] as Event)) break;
      this.#heap[index] = this.#heap[above] as Event;
      index = above;
    }
    this.#heap[index] = event;
    return event;
  }

  after(ms: number, act: () => void): Event {
    return this.at(this.nowMs + ms, act);
  }

  /** Lets no further event happen. */
  stop(): void {
    this.#stopped = true;
  }

  /** Lets events happen until the time is over, nothing is left, or `done` says so. */
  async run(untilMs: number, done: () => boolean = () => false): Promise<void> {
    for (;;) {
      const next = this.#heap[0];
      if (this.#stopped || next === undefined || next.atMs > untilMs || done()) break;
      this.#take();
      this.nowMs = next.atMs;
      if (next.act !== undefined) {
        next.act();
        // Every promise that this event settled has run its course before the next event: asked for by a microtask, a tick comes after all microtasks.
        await new Promise<void>((goOn) => process.nextTick(goOn));
      }
      this.afterEach();
    }
    if (!this.#stopped && Number.isFinite(untilMs) && !done()) this.nowMs = Math.max(this.nowMs, untilMs);
  }

  #take(): void {
    const last = this.#heap.pop() as Event;
    if (this.#heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.#heap.length) break;
      if (child + 1 < this.#heap.length && isBefore(this.#heap[child + 1] as Event, this.#heap[child] as Event))
        child++;
      if (isBefore(last, this.#heap[child] as Event)) break;
      this.#heap[index] = this.#heap[child] as Event;
      index = child;
    }
    this.#heap[index] = last;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
