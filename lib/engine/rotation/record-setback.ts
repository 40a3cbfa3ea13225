import canonicalize from 'canonicalize';
import { plusSeconds } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { retryDelaySeconds } from '../../model/schedule/retry';
import { amend } from '../amend';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import type { RotationFailure } from './fail-rotation';

/** A first issue that could not even begin because of its secret, or an adoption that could not be done: recorded, told, and tried again with growing delay. What was declared anew meanwhile has not failed. */
export async function recordSetback(world: WorkerWorld, asked: KeyHead, failure: RotationFailure): Promise<void> {
  const { keyId } = asked;
  await amend(world, keyId, (head) => {
    if (head.currentVersionId !== undefined || head.status === 'released') return { skip: 'no longer so' };
    if (canonicalize(head.manifest) !== canonicalize(asked.manifest)) return { skip: 'declared anew' };
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
