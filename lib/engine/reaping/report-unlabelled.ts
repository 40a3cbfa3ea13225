import { sparedSeconds } from '../../model/reaping/decide-strays';
import { plusSeconds } from '../../model/instant';
import type { FoundKey } from '../../ports';
import { allKeys } from '../all-keys';
import { declaredGrant } from '../rotation/mint';
import type { WorkerWorld } from '../world';
import { recordStray } from './record-stray';

/**
 * Where an issuer has no labels nothing is ours by its name: what is no version of any key, is older than an hour and belongs to somebody
 * that Rekey mints for is told of, and never revoked. Requests: one page of the index for each hundred keys, one read a credential of those.
 * @throws RekeyError
 */
export async function reportUnlabelled(world: WorkerWorld, listed: readonly FoundKey[]): Promise<void> {
  const principals = await ownPrincipals(world);
  const settled = plusSeconds(world.clock.now(), -sparedSeconds);
  for (const { ref, createdAt } of listed) {
    if (ref.id === undefined || ref.principal === undefined || !principals.has(ref.principal)) continue;
    if (createdAt !== undefined && createdAt > settled) continue;
    if ((await world.ledger.locatePublicId(world.issuer.name, ref.id)) !== undefined) continue;
    await recordStray(world, { ref, createdAt, why: 'unlabelled', spared: 'no label says whose it is' }, false);
  }
}

/** For whom the keys of this issuer are minted. */
async function ownPrincipals(world: WorkerWorld): Promise<Set<string>> {
  const principals = new Set<string>();
  for await (const { manifest, status } of allKeys(world.ledger)) {
    if (manifest.issuer !== world.issuer.name || status === 'released') continue;
    const principal = world.issuer.principalOf?.(declaredGrant(world, manifest));
    if (principal !== undefined) principals.add(principal);
  }
  return principals;
}
