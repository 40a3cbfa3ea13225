import { hash } from 'node:crypto';
import type { Fingerprint } from '../../../lib/model/ids';
import { RekeyError } from '../../../lib/model/rekey-error';
import type { Fingerprints } from '../../../lib/ports';
import type { SimulatedProcess } from './process';
import type { Simulation } from './simulation';

/** Fingerprints while KMS is within reach. */
export function fingerprintsOf(simulation: Simulation, process: SimulatedProcess): Fingerprints {
  return {
    of: async (value, tags) => {
      if (simulation.scheduler.nowMs >= simulation.kmsAwayUntilMs) return cheapFingerprints.of(value, tags);
      simulation.coverage.note('kms', 'out of reach');
      simulation.disturb();
      process.disturbed = true;
      throw new RekeyError('unavailable', 'fingerprints.of: out of reach');
    },
  };
}

/** Fingerprints without the cost of the real ones. */
export const cheapFingerprints: Fingerprints = {
  of: async (value, tags) =>
    tags.map((tag) => {
      const mac = hash('sha256', `${tag} ${value.reveal()}`);
      return `sim#${tag}#${mac}` as Fingerprint;
    }),
};
