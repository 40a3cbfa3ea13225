import { epochMs } from '../../../lib/model/instant';
import type { Transition } from '../../../lib/ports';
import type { Simulation } from '../surroundings/simulation';

/** What clocks differ by, in milliseconds. */
const clocksDifferMs = 25_000;

/** P2: an attempt is given up only once its issuer shows what it minted, so that its search finds it. */
export function checkSeen(simulation: Simulation, { entry, head, attempts = [] }: Transition): void {
  const key = simulation.keys.find(({ keyId }) => keyId === head.keyId);
  if (entry.type !== 'attempt-given-up' || key === undefined) return;
  const { credentials, capabilities } = simulation.issuerOf(key.issuer);
  const { nowMs } = simulation.scheduler;
  for (const { label, begunAt } of attempts) {
    const shownMs = epochMs(begunAt) + capabilities.activationSeconds * 1000 - clocksDifferMs;
    if (nowMs < shownMs && credentials.some((one) => one.label === label && one.listedMs > nowMs))
      simulation.watch.break('P2 no stray', `${head.keyId}: ${label} is given up before its issuer shows it`);
  }
}
