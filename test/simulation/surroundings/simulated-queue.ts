import { frozen } from '../../../lib/memory/frozen';
import { workSchema, type Work } from '../../../lib/model/work/work';
import type { SimulatedProcess } from './process';
import type { Simulation } from './simulation';

interface Message {
  body: string;
  received: number;
  /** Which of the messages that wait is handed out first: they come in any order. */
  rank: number;
}

/** Seconds for which a message that was handed out is not handed out again; longer than the function's timeout, as SQS asks. */
const visibilitySeconds = 100;
/** How often a message is handed out before it is dead-lettered. */
const maxReceives = 5;

/** One queue of SQS: at least once, in any order, late, twice, and now and then not at all. */
export class SimulatedQueue {
  readonly deadLetters: string[] = [];
  /** Everything ever sent, for replays. */
  readonly sent: string[] = [];
  /** What got lost at least once, at its first try or a later one: perhaps it was never carried out. */
  readonly lost = new Set<string>();
  /** What was carried out at least once, or sent to be tried again. */
  readonly handled = new Set<string>();
  /** Messages that are neither done nor dead-lettered. */
  pending = 0;
  /** What messages say, by their text: it was read once, and nobody can change it. */
  readonly #read = new Map<string, Work>();
  #ready: Message[] = [];
  #busy = 0;

  constructor(
    private readonly simulation: Simulation,
    readonly name: string,
    private readonly concurrency: number,
    /** Starts a process for a message; `done` is called when it was carried out. */
    private readonly start: (work: Work, settled: (done: boolean) => void) => void,
  ) {}

  /** Messages that wait and could be taken now. */
  get visible(): number {
    return this.#ready.length;
  }

  /** The effect of `SendMessage`. */
  send(work: Work, delaySeconds: number, by: SimulatedProcess): void {
    const { profile, coverage, watch } = this.simulation;
    const { random } = by;
    const body = JSON.stringify(work);
    watch.leaves(body, `message in ${this.name}`);
    this.sent.push(body);
    if (random.chance(profile.messageLost) && by.struckBy('message lost')) {
      coverage.note('message', 'lost');
      this.lost.add(untried(body));
      this.simulation.disturb();
      this.simulation.trace(() => `  LOST in ${this.name}: ${body}`);
      return;
    }
    const copies = random.chance(profile.messageDoubled) && by.struckBy('message doubled') ? 2 : 1;
    if (copies > 1) coverage.note('message', 'doubled');
    for (let copy = 0; copy < copies; copy++) {
      const late = random.chance(profile.messageLate) && by.struckBy('message late') ? random.whole(1, 600) : 0;
      if (late > 0) {
        coverage.note('message', 'late');
        this.simulation.disturb();
      }
      this.deliver(body, delaySeconds + late + random.next());
    }
  }

  /** What a rule sends: it comes, once. */
  post(work: Work): void {
    this.deliver(JSON.stringify(work), 0.5);
  }

  /** Hands a message out after so many seconds. */
  deliver(body: string, seconds: number): void {
    this.pending += 1;
    this.simulation.scheduler.after(seconds * 1000, () => {
      this.#ready.push({ body, received: 0, rank: seconds % 1 });
      this.#next();
    });
  }

  #next(): void {
    while (this.#busy < this.concurrency && this.#ready.length > 0) {
      const first = this.#ready.reduce((a, b) => (b.rank < a.rank ? b : a));
      this.#ready.splice(this.#ready.indexOf(first), 1);
      this.#handOut(first);
    }
  }

  #handOut(message: Message): void {
    message.received += 1;
    if (message.received > maxReceives) {
      this.deadLetters.push(message.body);
      this.pending -= 1;
      this.simulation.coverage.note('message', 'dead-lettered');
      return;
    }
    if (message.received > 1) this.simulation.coverage.note('message', 'redelivered');
    this.#busy += 1;
    let open = true;
    const visible = this.simulation.scheduler.after(visibilitySeconds * 1000, () => {
      if (!open) return;
      open = false;
      this.#ready.push(message);
      this.#next();
    });
    this.start(this.#workOf(message.body), (done) => {
      this.#busy -= 1;
      if (done) this.handled.add(untried(message.body));
      // What was not done becomes visible again when its time is over.
      if (done && open) {
        open = false;
        visible.act = undefined;
        this.pending -= 1;
      }
      this.#next();
    });
  }

  #workOf(body: string): Work {
    const known = this.#read.get(body);
    if (known !== undefined) return known;
    const plain = JSON.parse(body) as Work;
    const work = frozen(this.simulation.scenario.checked === false ? plain : workSchema.parse(plain));
    this.#read.set(body, work);
    return work;
  }
}

/** A message as it was before its first try. */
export function untried(body: string): string {
  return body.replace(/,"failingSince":"[^"]*"/, '');
}
