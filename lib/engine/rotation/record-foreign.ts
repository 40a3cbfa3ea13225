import { plusSeconds } from '../../model/instant';
import { retryDelaySeconds } from '../../model/schedule/retry';
import { amend } from '../amend';
import { orderCheck } from '../order-check';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import type { Claim } from './claim';
import { gaveWay } from './gave-way';

/**
 * Somebody else made another version current: nothing is changed, and the rotation tries again later. What it means, a look at the key finds out and tells.
 * Of a key that was let go the rotation ends: its consumers have what others gave them.
 */
export async function recordForeign(world: WorkerWorld, claim: Claim, holder: string): Promise<void> {
  const outcome = await amend(
    world,
    claim.head.keyId,
    (head) => {
      const { rotation } = head;
      if (rotation === undefined) return { skip: 'ended before' };
      const failures = rotation.failures + 1;
      const { keyId, manifest } = head;
      const tried = { keyId, cause: rotation.cause, failures, maxAgeSeconds: manifest.maxAgeSeconds };
      const nextTryAt = plusSeconds(world.clock.now(), retryDelaySeconds(tried));
      const released = head.status === 'released';
      const goesOn = { rotation: { ...rotation, failures, nextTryAt, claimUntil: undefined } };
      return {
        entry: {
          type: 'foreign-found',
          actor: rekeyActor,
          cause: rotation.cause,
          versionId: rotation.versionId,
          evidence: { holder, expected: rotation.parent, ...(released ? {} : { nextTryAt }) },
        },
        head: { ...(released ? gaveWay(world, head).head : goesOn), foreignVersionId: holder },
        told: false,
      };
    },
    { fence: claim.fence },
  );
  if (outcome.kind === 'recorded') await orderCheck(world, outcome.head);
}
