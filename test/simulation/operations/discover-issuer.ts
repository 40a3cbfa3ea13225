import { requestDiscovery } from '../../../lib/engine/discovery/request-discovery';
import { command, operator } from './command';
import type { KeySpec } from '../surroundings/key-spec';
import type { Simulation } from '../surroundings/simulation';

/** Seconds after which somebody asks again for a look that did not come to its end. */
const patienceSeconds = 1200;

/** Somebody asks what an issuer holds that is no key's, and asks again until that is told. */
export function discoverIssuer(simulation: Simulation, { issuer }: KeySpec): void {
  const { scheduler, watch, discoveries } = simulation;
  watch.discoveries.add(issuer);
  const ask = async () => {
    const last = await discoveries.last(issuer);
    if (last?.state === 'done' || last?.state === 'failed') return watch.discoveries.delete(issuer);
    command(
      simulation,
      `discover ${issuer}`,
      (world) => requestDiscovery(world, { issuer, actor: operator }),
      () => undefined,
    );
    return scheduler.after(patienceSeconds * 1000, () => void ask());
  };
  command(
    simulation,
    `discover ${issuer}`,
    (world) => requestDiscovery(world, { issuer, actor: operator }),
    () => undefined,
  );
  scheduler.after(patienceSeconds * 1000, () => void ask());
}
