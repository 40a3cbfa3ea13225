import type { SeenKey } from '../../model/foreign/seen-key';
import { declaredGrant } from '../rotation/mint';
import type { WorkerWorld } from '../world';
import type { Check } from './begin-check';

/** How many credentials are in the way of one more, where the issuer has room for so many only; those of the key that are to end by themselves are not. @throws IssuerError */
export async function lookAtSlots(world: WorkerWorld, { head, versions }: Check): Promise<SeenKey['slots']> {
  const { maxActive: most, roll } = world.issuer.capabilities;
  // A roll takes no room of its own.
  if (most === null || roll !== undefined) return undefined;
  const principal = world.issuer.principalOf?.(declaredGrant(world, head.manifest));
  const found = await world.issuer.find(principal === undefined ? {} : { principal });
  const ending = new Set(
    versions.filter(({ state }) => state === 'retiring' || state === 'revoked').map(({ ref }) => ref?.id ?? ref?.label),
  );
  const taken = found.filter(
    ({ ref, state }) => (state === 'active' || state === 'disabled') && !ending.has(ref.id ?? ref.label),
  );
  return { taken: taken.length, most };
}
