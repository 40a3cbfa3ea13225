import type { Listing } from '../../model/recovery/decide-recovery';
import type { FoundKey } from '../../ports';
import type { WorkerWorld } from '../world';

/** What the issuer lists, by label and by id. @throws IssuerError */
export async function listCredentials(world: WorkerWorld): Promise<Listing<FoundKey>> {
  const alive = (await world.issuer.find({})).filter(({ state }) => state === 'active' || state === 'disabled');
  const labelled = world.issuer.capabilities.label !== 'none';
  return {
    labelled,
    byLabel: new Map(labelled ? alive.map((found) => [found.ref.label, found]) : []),
    ids: new Set(alive.flatMap(({ ref }) => ref.id ?? [])),
  };
}
