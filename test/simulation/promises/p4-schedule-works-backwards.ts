import { epochMs } from '../../../lib/model/instant';
import type { Transition } from '../../../lib/ports';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf } from '../surroundings/truth';

/** P4: a value that becomes current is to be replaced so early that its overlap ends within its life. */
export function checkSchedule(simulation: Simulation, { entry, head }: Transition): void {
  if (entry.type !== 'version-promoted' || head.rotateAt === undefined || entry.versionId === undefined) return;
  const key = simulation.keys.find(({ keyId }) => keyId === head.keyId);
  const credential = key && credentialOf(simulation, key, entry.versionId);
  // What somebody else made current is planned like a roll-back: as late as its life allows.
  if (key === undefined || credential === undefined || key.foreignMs !== undefined) return;
  const leaves = key.manifests.map(({ maxAgeSeconds, overlapSeconds }) => maxAgeSeconds - overlapSeconds);
  const latestMs = credential.requestedMs + Math.max(...leaves) * 1000;
  // One that was revoked before it was recorded is replaced at once.
  if (epochMs(head.rotateAt) <= Math.max(latestMs, simulation.scheduler.nowMs + 25_000)) return;
  simulation.watch.break(
    'P4 no immortal',
    `${head.keyId}: ${entry.versionId} is to be replaced at ${head.rotateAt}, too late`,
  );
}
