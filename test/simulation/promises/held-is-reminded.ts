import type { Transition } from '../../../lib/ports';
import type { Simulation } from '../surroundings/simulation';

/** An incident that waits for a person is told again until somebody decides. */
export function checkHeld({ watch }: Simulation, { incidents = [] }: Transition): void {
  for (const { state, due, incidentId } of incidents) {
    if (state === 'held' && due?.kind !== 'remind')
      watch.break('a hold ends', `${incidentId} waits, and nobody is reminded`);
  }
}
