import type { Actor } from '../../../lib/model/ids';
import { RekeyError } from '../../../lib/model/rekey-error';
import { startProcess } from '../surroundings/functions';
import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';
import type { SimulatedWorld } from '../surroundings/world-of';

/** Who gives all orders. */
export const operator = 'arn:aws:iam::000000000000:user/operator' as Actor;

/** Seconds after which a person tries again. */
const againSeconds = 20;
const tries = { unanswered: 30, refused: 4 } as const;

/** A call of the operator API about something. A person whose call gets no answer makes it again; one who is refused comes back once in a while, in case the reason is gone, or as if there had been no answer where it is a file that has to be accepted. */
export function command(
  simulation: Simulation,
  about: string,
  call: (world: SimulatedWorld, process: SimulatedProcess) => Promise<unknown>,
  accepted: () => void,
  { insists = false }: { insists?: boolean } = {},
): void {
  let unanswered = 0;
  let refused = 0;
  const attempt = () => {
    let isRefused = false;
    const made = async (world: SimulatedWorld, process: SimulatedProcess) => {
      try {
        await call(world, process);
      } catch (error) {
        isRefused = !insists && error instanceof RekeyError && !error.retryable;
        throw error;
      }
    };
    startProcess(simulation, { kind: 'operate', about }, made, (done) => {
      if (done) return accepted();
      if (isRefused) refused += 1;
      else unanswered += 1;
      if (refused >= tries.refused || unanswered >= tries.unanswered) return;
      simulation.scheduler.after(againSeconds * 1000 * (isRefused ? 3 ** (refused - 1) : 1), attempt);
    });
  };
  attempt();
}
