import type { Instant } from '../../../lib/model/instant';
import { RekeyError } from '../../../lib/model/rekey-error';
import { keyOf, type Work } from '../../../lib/model/work/work';
import { type Clock, IssuerError } from '../../../lib/ports';
import type { CallFault } from '../trouble/faults';
import { instantAt } from './instant-at';
import type { Random } from './random';
import type { Event } from './scheduler';
import type { SimulatedIssuer } from './simulated-issuer';
import type { Simulation } from './simulation';

/** What a process is, and how long it may take. */
export interface Part {
  kind: string;
  /** What it is about, the same whatever else happens in the history. */
  identity: string;
  work: Work | undefined;
  timeoutSeconds: number;
  onEnd: (done: boolean) => void;
}

/** Most that a clock is wrong by, in milliseconds, before and after it jumps. */
const skewMs = { usual: 1000, jump: 12_000 } as const;

/** After so long without an answer a call is given up by whoever made it, in milliseconds. */
const patienceMs = 10_000;

/** Calls that only read, and are answered at once. */
const reads =
  /^ledger\.(key|heads|version|versions|attempt|attempts|incident|incidents|installation|locate|tally|health)$/;

/** A function of Rekey at work. When it ends before its time, its continuation never runs, and nothing it would do later happens. */
export class SimulatedProcess {
  alive = true;
  /** A fault befell it, so that no time limit can be held against it. */
  disturbed = false;
  /** Its clock jumped. */
  clockJumped = false;
  /** The version that the ledger had sentenced to a kill when this process started. */
  killOf: string | undefined;
  /** A rotation of its key was in flight when this process started. */
  foundRotation = false;
  /** What it read of a secret may have been what was so some seconds ago. */
  sawStaleLabels = false;
  /** The issuer that listed nothing to it, although keys had values there. */
  sawNothing: SimulatedIssuer | undefined;
  /** What it has ended as a reaper. */
  readonly reaped = new Set<string>();
  /** Calls made so far. */
  calls = 0;
  readonly random: Random;
  readonly startedMs: number;
  readonly clock: Clock;
  readonly #deadlineMs: number;
  #outlives = false;
  #skewMs: number;
  readonly #timeout: Event;

  constructor(
    private readonly simulation: Simulation,
    readonly name: string,
    private readonly part: Part,
  ) {
    const { scheduler } = simulation;
    this.random = simulation.random.fork(part.identity);
    this.#skewMs = this.random.whole(-skewMs.usual, skewMs.usual);
    this.startedMs = scheduler.nowMs;
    this.clock = { now: () => instantAt(scheduler.nowMs + this.#skewMs), sleep: (ms) => this.#sleep(ms) };
    this.#deadlineMs = scheduler.nowMs + this.#skewMs + part.timeoutSeconds * 1000;
    this.#timeout = scheduler.after(part.timeoutSeconds * 1000, () => {
      if (!this.#outlives) this.end('timed out');
    });
  }

  /** Kind of its work, or of the function where it has none. */
  get kind(): string {
    return this.part.kind;
  }

  /** When its runtime ends it, by its own clock as it was at the start. */
  get deadline(): Instant {
    return instantAt(this.#deadlineMs);
  }

  get work(): Work | undefined {
    return this.part.work;
  }

  /** Whether bad luck that was drawn strikes here. */
  struckBy(what: string): boolean {
    return this.simulation.luck.strikes(`${this.part.identity}[${this.calls}] ${what}`);
  }

  /** Ends it: what it has sent may still take effect, it hears of nothing any more. */
  end(how: string): void {
    if (!this.alive) return;
    this.alive = false;
    this.#timeout.act = undefined;
    if (how !== 'done' && how !== 'threw') this.disturbed = true;
    this.simulation.trace(() => `${this.name} ${how}`);
    this.simulation.watch.finished(this, how);
    this.simulation.ended(this);
    this.part.onEnd(how === 'done');
  }

  /** One outgoing call: it takes effect a little later and is answered a little after that, unless a fault befalls it. `stale` answers from what was so before. */
  call<T>(name: string, effect: () => Promise<T>, stale?: () => Promise<T>): Promise<T> {
    return new Promise<T>((answer, refuse) => {
      if (!this.alive) return;
      const { simulation } = this;
      const index = this.calls++;
      const fault = this.#draw(name, index);
      simulation.noteCall(this, name, fault);
      if (fault !== undefined) this.#befall(fault, name);
      if (fault === 'crash before') return this.end(`crashed before ${name}`);
      if (fault === undefined && reads.test(name)) return this.#read(name, effect, answer, refuse);
      const error = errorOf(name, fault);
      const undone = fault === 'not reached' || fault === 'throttled';
      simulation.inFlight += 1;
      const { restoredMs } = simulation.watch;
      if (fault === 'late effect, error first')
        simulation.scheduler.after(patienceMs, () => {
          if (this.alive) refuse(error);
        });
      simulation.scheduler.after(simulation.latencyMs(this.random) + this.#lateMs(fault, 'effect'), () => {
        // What was sent before a restore went to the table that was, and concerns nobody.
        if (simulation.watch.restoredMs !== restoredMs) {
          simulation.inFlight -= 1;
          return;
        }
        const acts = fault === 'stale read' && stale !== undefined ? stale : effect;
        const outcome = undone ? Promise.reject(error as Error) : this.#takeEffect(name, acts);
        const later = (go: () => void) => {
          simulation.scheduler.after(simulation.latencyMs(this.random) + this.#lateMs(fault, 'answer'), () => {
            simulation.inFlight -= 1;
            if (fault === 'crash after') this.end(`crashed after ${name}`);
            if (this.alive) go();
          });
        };
        outcome.then(
          (value) => later(() => (error === undefined ? answer(value) : refuse(error))),
          (reason: unknown) => later(() => refuse((error ?? reason) as Error)),
        );
      });
    });
  }

  /** Nothing of its own happens between the effect of a read and its answer, so that both are one event, when it is as late as the two would be. */
  #read<T>(name: string, effect: () => Promise<T>, answer: (value: T) => void, refuse: (why: unknown) => void): void {
    const { simulation } = this;
    simulation.inFlight += 1;
    const { restoredMs } = simulation.watch;
    const latencyMs = simulation.latencyMs(this.random) + simulation.latencyMs(this.random);
    simulation.scheduler.after(latencyMs, () => {
      simulation.inFlight -= 1;
      if (!this.alive || simulation.watch.restoredMs !== restoredMs) return;
      this.#takeEffect(name, effect).then(answer, refuse);
    });
  }

  #draw(name: string, index: number): CallFault | undefined {
    const { simulation } = this;
    const fault = simulation.chooseFault({ process: this.name, name, index }, this.random);
    return fault !== undefined && this.struckBy(`${fault}: ${name}`) ? fault : undefined;
  }

  #takeEffect<T>(name: string, effect: () => Promise<T>): Promise<T> {
    this.simulation.trace(() => `${this.name} ${name}`);
    return effect();
  }

  #befall(fault: CallFault, name: string): void {
    this.disturbed = true;
    this.simulation.trace(() => `${this.name} FAULT ${fault}: ${name}`);
    if (fault === 'late effect' || fault === 'late answer') this.#outlives = true;
    if (fault === 'stale read' && name.startsWith('secrets.')) this.sawStaleLabels = true;
    if (fault === 'clock jump') {
      this.clockJumped = true;
      this.#skewMs = this.random.whole(-skewMs.jump, skewMs.jump);
    }
    const keyId = this.work && keyOf(this.work);
    if (fault.startsWith('late effect') && name === 'secrets.promote' && keyId !== undefined) {
      this.simulation.watch.lateMoves.add(keyId);
    }
  }

  #lateMs(fault: CallFault | undefined, side: 'effect' | 'answer'): number {
    if (fault === undefined) return 0;
    const late = side === 'answer' ? fault === 'late answer' : fault.startsWith('late effect');
    if (!late) return 0;
    // As late as the engine reckons with: three minutes after it was given up.
    return fault === 'late effect, error first'
      ? this.random.whole(120_000, 185_000)
      : this.random.whole(50_000, 150_000);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      if (!this.alive) return;
      this.simulation.scheduler.after(ms, () => {
        if (this.alive) wake();
      });
    });
  }
}

/** The error that an adapter makes of a call that was refused, or not answered. */
function errorOf(name: string, fault: CallFault | undefined): Error | undefined {
  if (fault === 'throttled') {
    return new RekeyError(name === 'ledger.record' ? 'contended' : 'unavailable', `${name}: throttled`);
  }
  if (fault !== 'answer lost' && fault !== 'not reached' && fault !== 'late effect, error first') return undefined;
  if (!name.startsWith('issuer.')) return new RekeyError('unavailable', `${name}: ${fault}`);
  return new IssuerError(fault === 'not reached' ? 'unavailable' : 'ambiguous', `${name}: ${fault}`);
}
