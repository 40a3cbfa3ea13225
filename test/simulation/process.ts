import { instantOf, type Instant } from '../../lib/model/instant';
import { RekeyError } from '../../lib/model/rekey-error';
import { keyOf, type Work } from '../../lib/model/work';
import { type Clock, IssuerError } from '../../lib/ports';
import type { CallFault } from './faults';
import type { Simulation } from './simulation';

/** A function of Rekey at work. When it ends before its time, its continuation never runs, and nothing it would do later happens. */
export class SimulatedProcess {
  alive = true;
  /** A fault befell it, so that no time limit can be held against it. */
  disturbed = false;
  /** The version that the ledger had sentenced to a kill when this process started. */
  killOf: string | undefined;
  /** Calls made so far. */
  calls = 0;
  readonly startedMs: number;
  readonly clock: Clock;
  readonly deadline: Instant;
  #outlives = false;

  constructor(
    private readonly simulation: Simulation,
    readonly name: string,
    readonly work: Work | undefined,
    private readonly limits: { timeoutSeconds: number; skewMs: number; onEnd: (done: boolean) => void },
  ) {
    const { scheduler } = simulation;
    this.startedMs = scheduler.nowMs;
    const now = () => instantOf(scheduler.nowMs + limits.skewMs);
    this.clock = { now, sleep: (ms) => this.#sleep(ms) };
    this.deadline = instantOf(scheduler.nowMs + limits.skewMs + limits.timeoutSeconds * 1000);
    scheduler.after(limits.timeoutSeconds * 1000, () => {
      if (!this.#outlives) this.end('timed out');
    });
  }

  /** Ends it: what it has sent may still take effect, it hears of nothing any more. */
  end(how: string): void {
    if (!this.alive) return;
    this.alive = false;
    if (how !== 'done' && how !== 'threw') this.disturbed = true;
    this.simulation.trace(() => `${this.name} ${how}`);
    this.simulation.watch.finished(this);
    this.simulation.ended(this);
    this.limits.onEnd(how === 'done');
  }

  /** One outgoing call: it takes effect a little later and is answered a little after that, unless a fault befalls it. */
  call<T>(name: string, effect: () => Promise<T>): Promise<T> {
    return new Promise<T>((answer, refuse) => {
      if (!this.alive) return;
      const { simulation } = this;
      const index = this.calls++;
      const fault = simulation.chooseFault({ process: this.name, name, index });
      simulation.noteCall(this, name, fault);
      if (fault !== undefined) this.#befall(fault, name);
      if (fault === 'crash before') return this.end(`crashed before ${name}`);
      const error = fault === 'answer lost' || fault === 'not reached' ? errorOf(name, fault) : undefined;
      simulation.inFlight += 1;
      simulation.scheduler.after(simulation.latencyMs() + this.#lateMs(fault, 'effect'), () => {
        const outcome = fault === 'not reached' ? Promise.reject(error) : this.#takeEffect(name, effect);
        const later = (go: () => void) => {
          simulation.scheduler.after(simulation.latencyMs() + this.#lateMs(fault, 'answer'), () => {
            simulation.inFlight -= 1;
            if (fault === 'crash after') this.end(`crashed after ${name}`);
            if (this.alive) go();
          });
        };
        outcome.then(
          (value) => later(() => (error === undefined ? answer(value) : refuse(error))),
          (reason: unknown) => later(() => refuse(error ?? reason)),
        );
      });
    });
  }

  #takeEffect<T>(name: string, effect: () => Promise<T>): Promise<T> {
    this.simulation.trace(() => `${this.name} ${name}`);
    return effect();
  }

  #befall(fault: CallFault, name: string): void {
    this.disturbed = true;
    this.simulation.trace(() => `${this.name} FAULT ${fault}: ${name}`);
    if (fault === 'late effect' || fault === 'late answer') this.#outlives = true;
    const keyId = this.work && keyOf(this.work);
    if (fault.startsWith('late effect') && name === 'secrets.promote' && keyId !== undefined) {
      this.simulation.watch.lateMoves.add(keyId);
    }
  }

  #lateMs(fault: CallFault | undefined, side: 'effect' | 'answer'): number {
    const late = side === 'answer' ? fault === 'late answer' : fault?.startsWith('late effect') === true;
    return late ? this.simulation.random.whole(50_000, 150_000) : 0;
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

/** The error that an adapter would make of a call without an answer. */
function errorOf(name: string, fault: 'answer lost' | 'not reached'): Error {
  if (!name.startsWith('issuer.')) return new RekeyError('unavailable', `${name}: ${fault}`);
  return new IssuerError(fault === 'answer lost' ? 'ambiguous' : 'unavailable', `${name}: ${fault}`);
}
