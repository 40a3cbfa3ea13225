import type { Actor, KeyId } from '../model/ids';
import type { KeyPlan } from '../model/key-plan';
import { amend } from './amend';
import { withStep } from './incident-steps';
import type { World } from './world';

/** Lets a key go: Rekey no longer rotates or revokes it, its credential and secret stay as they are. @throws RekeyError `not_found` */
export async function releaseKey(
  world: World,
  { keyId, actor }: { keyId: KeyId; actor: Actor },
): Promise<KeyPlan & { applied: boolean }> {
  const outcome = await amend(world, keyId, async (head) => {
    if (head.status === 'released') return { skip: 'released before' };
    const versions = await world.ledger.versions(keyId);
    const incidents = await world.ledger.incidents(keyId);
    const at = world.clock.now();
    return {
      entry: { type: 'key-released', actor, evidence: { currentVersionId: head.currentVersionId ?? null } },
      head: { status: 'released' },
      // What was revoked already is still proven dead; nothing else is touched any more.
      versions: versions
        .filter(
          ({ state, due }) => due !== undefined && (state === 'pending' || state === 'current' || state === 'retiring'),
        )
        .map((version) => ({ ...version, due: undefined })),
      incidents: incidents
        .filter(({ due }) => due !== undefined)
        .map((incident) => ({ ...withStep(incident, at, 'released'), state: 'closed' as const, due: undefined })),
    };
  });
  const applied = outcome.kind === 'recorded';
  return { keyId, change: applied ? 'release' : 'none', fields: [], atIssuer: [], warnings: [], applied };
}
