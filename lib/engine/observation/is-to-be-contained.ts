import type { KeyHead } from '../../model/ledger/key-head';
import type { Version } from '../../model/ledger/version';
import { isOrdered } from '../incidents/is-ordered';
import type { World } from '../world';

/** Whether a version of an observed key leaked, and is contained: because that is switched on, or somebody ordered it. */
export async function isToBeContained(world: World, { manifest }: KeyHead, version: Version): Promise<boolean> {
  const { keyId, incidentId } = version;
  if (incidentId === undefined) return false;
  if (manifest.contain === true) return true;
  const incident = await world.ledger.incident(keyId, incidentId);
  return incident !== undefined && isOrdered(incident);
}
