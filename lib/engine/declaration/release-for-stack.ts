import type { Actor, KeyId } from '../../model/ids';
import type { Instant } from '../../model/instant';
import { amend } from '../amend';
import { releaseOf } from './release-key';
import type { World } from '../world';

/** A resource of a stack that declares a key no more. */
export interface StackRelease {
  keyId: KeyId;
  stackId: string;
  resource: string;
  acceptedAt: Instant;
  actor: Actor;
}

/** Lets a key go when the last resource of its stack that declares it is gone. What others declare meanwhile, and what is not there, stays as it is. */
export async function releaseForStack(world: World, of: StackRelease): Promise<void> {
  const { keyId, stackId, resource, acceptedAt, actor } = of;
  if ((await world.ledger.key(keyId)) === undefined) return;
  await amend(world, keyId, async (head) => {
    const { registrar, status } = head;
    if (status === 'released') return { skip: 'released before' };
    if (registrar?.kind !== 'stack' || registrar.stackId !== stackId) return { skip: 'declared by another' };
    if (!registrar.resources.includes(resource)) return { skip: 'not declared by it' };
    if (registrar.acceptedAt > acceptedAt) return { skip: 'overtaken' };
    const resources = registrar.resources.filter((one) => one !== resource);
    if (resources.length === 0) {
      const release = await releaseOf(world, head, actor);
      return { ...release, head: { ...release.head, registrar: { ...registrar, acceptedAt } } };
    }
    const left = { ...registrar, resources, acceptedAt };
    return { entry: { type: 'key-changed', actor, evidence: { registrar: left } }, head: { registrar: left } };
  });
}
