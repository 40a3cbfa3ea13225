import type { KeyId } from '../../model/ids';
import type { Attempt } from '../../model/version';
import type { FoundKey } from '../../ports';
import type { WorkerWorld } from '../world';

/** What an attempt left at the issuer: by its label, or where there are none, what is new since and no version of the key. */
export async function mintedBy(
  world: WorkerWorld,
  keyId: KeyId,
  attempt: Pick<Attempt, 'label' | 'idsBefore'>,
): Promise<FoundKey[]> {
  if (world.issuer.capabilities.label !== 'none') {
    const found = await world.issuer.find({ label: attempt.label });
    return found.filter(({ ref }) => ref.label === attempt.label);
  }
  const found = await world.issuer.find({});
  const known = new Set(attempt.idsBefore);
  for (const version of await world.ledger.versions(keyId))
    if (version.ref?.id !== undefined) known.add(version.ref.id);
  return found.filter(({ ref }) => ref.id !== undefined && !known.has(ref.id));
}
