import { plusSeconds } from '../../model/instant';
import { retryDelaySeconds } from '../../model/retry';
import { amend } from '../amend';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import type { Claim } from './claim';

/** Somebody else made another version current: told once for each such version; nothing is changed, and the rotation tries again later. */
export async function recordForeign(world: WorkerWorld, claim: Claim, holder: string): Promise<void> {
  await amend(
    world,
    claim.head.keyId,
    (head) => {
      const { rotation } = head;
      if (rotation === undefined) return { skip: 'ended before' };
      const failures = rotation.failures + 1;
      const { keyId, manifest } = head;
      const tried = { keyId, cause: rotation.cause, failures, maxAgeSeconds: manifest.maxAgeSeconds };
      const nextTryAt = plusSeconds(world.clock.now(), retryDelaySeconds(tried));
      return {
        entry: {
          type: 'foreign-found',
          actor: rekeyActor,
          cause: rotation.cause,
          versionId: rotation.versionId,
          evidence: { holder, expected: rotation.parent, nextTryAt },
        },
        head: { rotation: { ...rotation, failures, nextTryAt, claimUntil: undefined }, foreignVersionId: holder },
        told: head.foreignVersionId !== holder,
      };
    },
    claim.fence,
  );
}
