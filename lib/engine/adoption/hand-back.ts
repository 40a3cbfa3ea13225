import type { KeyHead } from '../../model/ledger/key-head';
import { ownershipTags } from '../rotation/establish-secret';
import type { WorkerWorld } from '../world';

/** Two keys may reach for one secret at the same time: whoever is not its owner in the ledger puts the owner's name back on it. */
export async function handBack(world: WorkerWorld, head: KeyHead, secretArn: string): Promise<void> {
  const owner = await world.ledger.secretOwner(secretArn);
  if (owner === undefined || owner === head.keyId) return;
  await world.secrets.tag(secretArn, { ...ownershipTags(world, head), 'rekey:key': owner });
}
