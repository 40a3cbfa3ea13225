import { plusSeconds } from '../../model/instant';
import { retryDelaySeconds } from '../../model/retry';
import type { Version } from '../../model/version';
import { amend } from '../amend';
import { dispatch } from '../dispatch';
import { rekeyActor } from '../rekey-actor';
import { revokedVersion } from '../revocation';
import type { WorkerWorld } from '../world';
import { nextAttempt } from './give-up-attempt';
import { type RotationFailure, resumption } from './fail-rotation';
import type { Stored } from './store';

/** A stored version that is not accepted, or may do other things than declared: it is revoked, the old one stays, the owner is told, and the next try gets another value. */
export async function rejectVersion(world: WorkerWorld, { claim }: Stored, failure: RotationFailure): Promise<void> {
  const { keyId } = claim.head;
  const version = await world.ledger.version(keyId, claim.rotation.versionId);
  await world.issuer.revoke(version?.ref ?? { label: claim.rotation.label });
  const outcome = await amend<never>(
    world,
    keyId,
    async (head) => {
      const rejected = await world.ledger.version(keyId, claim.rotation.versionId);
      const at = world.clock.now();
      const { rotation, givenUp } = nextAttempt(world, { ...claim, rotation: head.rotation ?? claim.rotation });
      const failures = rotation.failures + 1;
      const nextTryAt = plusSeconds(at, retryDelaySeconds(failures, rotation.cause));
      const { kind, reason } = failure;
      const versions: Version[] = rejected?.state !== 'pending' ? [] : [revokedVersion(world, rejected, at)];
      return {
        entry: {
          type: 'rotation-failed',
          actor: rekeyActor,
          cause: rotation.cause,
          versionId: claim.rotation.versionId,
          evidence: { kind, reason, failures, nextTryAt, revoked: claim.rotation.versionId },
        },
        head: {
          rotation: { ...rotation, failures, nextTryAt, claimUntil: undefined, lastFailure: { kind, reason, at } },
        },
        versions,
        attempts: [givenUp],
      };
    },
    claim.fence,
  );
  if (outcome.kind === 'recorded' && outcome.head.rotation !== undefined) {
    await dispatch(world, 'rotations', outcome.head.manifest.issuer, resumption(keyId, outcome.head.rotation));
  }
}
