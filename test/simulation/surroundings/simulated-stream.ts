import { publishEntries } from '../../../lib/engine/publish-entries';
import type { Entry } from '../../../lib/model/ledger/entry';
import { RekeyError } from '../../../lib/model/rekey-error';
import { startProcess } from './functions';
import type { SimulatedProcess } from './process';
import type { Simulation } from './simulation';

/** Tries after which a batch of the stream is given up; what it held stays due for the sweep. */
const maxTries = 3;

/** The ledger's stream and its consumer: batches in order, tried again, divided where one fails, and in the end dropped. */
export class SimulatedStream {
  #ended = false;
  #waiting: { entry: Entry; poison: boolean }[] = [];

  constructor(private readonly simulation: Simulation) {}

  /** An entry that is to be told comes by, unless the stream loses it, as it loses everything after 24 hours. */
  put(entry: Entry, by: SimulatedProcess): void {
    const { profile, coverage } = this.simulation;
    if (by.random.chance(profile.streamLost) && by.struckBy('stream record lost')) {
      coverage.note('stream', 'record lost');
      return;
    }
    const poison = by.random.chance(profile.streamPoisoned) && by.struckBy('stream record poisoned');
    if (poison) coverage.note('stream', 'poison record');
    this.#waiting.push({ entry, poison });
    if (this.#waiting.length === 1)
      this.simulation.scheduler.after(700, () => this.#consume(this.#waiting.splice(0), 1));
  }

  /** Its table is gone: nothing that it holds is handed out any more. */
  end(): void {
    this.#ended = true;
  }

  #consume(batch: readonly { entry: Entry; poison: boolean }[], attempt: number): void {
    if (this.#ended || batch.length === 0) return;
    const { simulation } = this;
    const entries = batch.map(({ entry }) => entry);
    const about = `${entries[0]?.chain}#${entries[0]?.sequence}`;
    startProcess(
      simulation,
      { kind: 'publish', about },
      async (world) => {
        // What cannot even be read fails the whole batch.
        if (batch.some(({ poison }) => poison)) throw new RekeyError('bad_input', 'a record that cannot be read');
        return publishEntries(world, entries);
      },
      (done) => {
        if (!done) this.#again(batch, attempt);
      },
    );
  }

  #again(batch: readonly { entry: Entry; poison: boolean }[], attempt: number): void {
    if (batch.length === 1 && attempt >= maxTries) return;
    const half = Math.ceil(batch.length / 2);
    const parts = batch.length === 1 ? [batch] : [batch.slice(0, half), batch.slice(half)];
    for (const part of parts) this.simulation.scheduler.after(1000, () => this.#consume(part, attempt + 1));
  }
}
