import type { Actor } from '../../../lib/model/ids';
import { startProcess } from '../surroundings/functions';
import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';
import type { SimulatedWorld } from '../surroundings/world-of';

/** Who gives all orders. */
export const operator = 'arn:aws:iam::000000000000:user/operator' as Actor;

/** A call of the operator API about something; a person whose call gets no answer makes it again. */
export function command(
  simulation: Simulation,
  about: string,
  call: (world: SimulatedWorld, process: SimulatedProcess) => Promise<unknown>,
  accepted: () => void,
): void {
  let tries = 0;
  const attempt = () => {
    startProcess(simulation, { kind: 'operate', about }, call, (done) => {
      tries += 1;
      if (done) accepted();
      else if (tries < 30) simulation.scheduler.after(20_000, attempt);
    });
  };
  attempt();
}
