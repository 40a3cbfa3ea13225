import { plusSeconds } from '../../model/instant';
import type { KeyId } from '../../model/ids';
import { retryDelaySeconds } from '../../model/retry';
import { amend } from '../amend';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import type { RotationFailure } from './fail-rotation';

/** A first issue that could not even begin because of its secret, or an adoption that could not be done: recorded, told, and tried again with growing delay. */
export async function recordSetback(world: WorkerWorld, keyId: KeyId, failure: RotationFailure): Promise<void> {
  await amend(world, keyId, (head) => {
    if (head.currentVersionId !== undefined || head.status === 'released') return { skip: 'no longer so' };
    const adopts = head.manifest.adopt !== undefined;
    const { kind, reason } = failure;
    const { maxAgeSeconds } = head.manifest;
    const at = world.clock.now();
    const failures = (head.setback?.failures ?? 0) + 1;
    const nextTryAt = plusSeconds(at, retryDelaySeconds({ keyId, cause: 'created', failures, maxAgeSeconds }));
    return {
      entry: {
        type: adopts ? 'adoption-failed' : 'rotation-failed',
        actor: rekeyActor,
        cause: adopts ? 'adopted' : 'created',
        evidence: { kind, reason, failures, nextTryAt },
      },
      head: { setback: { kind, reason, at, failures, nextTryAt } },
    };
  });
}
