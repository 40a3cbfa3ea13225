import { createHash } from 'node:crypto';
import { type Instant, plusSeconds } from '../../model/instant';
import type { Clock } from '../../ports';

/** How long a delivery is remembered, in seconds: a sender's own retries come within that, a person's wish to have it delivered again later. */
const rememberedSeconds = 30;
/** Deliveries remembered; the oldest are forgotten first. */
const remembered = 1000;

/** Deliveries that this process accepted a moment ago. One that comes again meanwhile is accepted and not queued again; match drops the others. */
export class SeenLately {
  readonly #until = new Map<string, Instant>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Carries out `accept` for a delivery that was not accepted lately; one that fails was not accepted. Known by its id and every byte of its body. */
  async once(id: string, body: Buffer, accept: () => Promise<void>): Promise<void> {
    const name = createHash('sha256').update(`${id}\0`).update(body).digest('hex');
    const now = this.clock.now();
    if ((this.#until.get(name) ?? now) > now) return;
    await accept();
    this.#until.delete(name);
    this.#until.set(name, plusSeconds(now, rememberedSeconds));
    for (const oldest of this.#until.keys()) {
      if (this.#until.size <= remembered) break;
      this.#until.delete(oldest);
    }
  }
}
