import type { Version } from '../../model/ledger/version';
import { amend } from '../amend';
import { rekeyActor } from '../rekey-actor';
import type { World } from '../world';

/** A version is alive that should be gone, because it is past its hard end, or because of what only a person can change: told once. Nothing is revoked unasked. */
export async function recordOverdue(world: World, version: Version, because?: string): Promise<void> {
  await amend(world, version.keyId, async (head) => {
    const now = await world.ledger.version(version.keyId, version.versionId);
    if (now === undefined || now.overdueTold || !(now.state === 'current' || now.state === 'retiring')) {
      return { skip: 'no longer so' };
    }
    // What the policy does not revoke needs no further look; what it does is tried on.
    const tryOn = head.manifest.expiry === 'revoke' || now.state === 'retiring';
    return {
      entry: {
        type: 'expiry-overdue',
        actor: rekeyActor,
        cause: now.cause,
        versionId: now.versionId,
        evidence: { expiresAt: now.expiresAt, lastFailure: head.rotation?.lastFailure ?? null, because },
      },
      versions: [{ ...now, overdueTold: true, ...(tryOn ? {} : { due: undefined }) }],
    };
  });
}
