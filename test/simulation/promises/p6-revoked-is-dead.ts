import type { Transition } from '../../../lib/ports';
import { isAccepted } from '../surroundings/credential';
import type { SimulatedProcess } from '../surroundings/process';
import type { Simulation } from '../surroundings/simulation';
import { credentialOf } from '../surroundings/truth';

/** Two clocks, each of which has jumped as far as clocks jump here, in seconds. */
const clocksDifferSeconds = 25;

/** P6, while it is written: `revoked` only what the issuer was told to revoke, `dead` only what it refuses. */
export function checkRecordedStates(simulation: Simulation, transition: Transition, process: SimulatedProcess): void {
  const { watch, scheduler, keys } = simulation;
  const key = keys.find(({ keyId }) => keyId === transition.head.keyId);
  if (key === undefined) return;
  for (const version of transition.versions ?? []) {
    const credential = credentialOf(simulation, key, version.versionId);
    if (credential === undefined || version.placeholder) continue;
    const early = (credential.graceUntilMs ?? 0) > scheduler.nowMs + clocksDifferSeconds * 1000;
    // What nobody can name, or nobody may revoke because a value that is in use would end with it, and has ended by itself, is as good as revoked.
    const rolls = simulation.issuerOf(key.issuer).capabilities.roll !== undefined;
    const over = (version.ref === undefined || rolls) && (credential.expiresMs ?? Infinity) <= scheduler.nowMs;
    if (version.state === 'revoked' && !over && (credential.revokedMs === undefined || early)) {
      watch.break(
        'P6 revoked is dead',
        `${process.name} records ${version.versionId} revoked, the issuer was not asked`,
      );
    }
    const dies = transition.entry.type === 'version-dead';
    if (!dies || version.state !== 'dead' || !isAccepted(credential, scheduler.nowMs)) continue;
    watch.break('P6 revoked is dead', `${process.name} records ${version.versionId} dead, and it is accepted`);
  }
}
