import { plusSeconds } from '../../model/instant';
import { retryDelaySeconds } from '../../model/schedule/retry';
import type { KeyHead } from '../../model/ledger/key-head';
import { amend, type Change } from '../amend';
import { dispatch } from '../dispatch';
import { rekeyActor } from '../rekey-actor';
import { recordRevoked } from '../retirement/record-revoked';
import { revokeAtIssuer } from '../retirement/revocation';
import type { WorkerWorld } from '../world';
import type { Claim } from './claim';
import { nextAttempt } from './give-up-attempt';
import { type RotationFailure, resumption } from './fail-rotation';
import type { Stored } from './store';

/**
 * A stored version that is not accepted, or may do other things than declared: the old one stays, the owner is told, the next
 * try gets another value, and the version is revoked. Its attempt is given up in the ledger first: who has lost the claim
 * revokes nothing, and what a crash leaves alive is found by the search for the given-up attempt.
 */
export async function rejectVersion(world: WorkerWorld, { claim }: Stored, failure: RotationFailure): Promise<void> {
  const { keyId } = claim.head;
  const { versionId } = claim.rotation;
  const outcome = await amend(world, keyId, (head) => giveUp(world, claim, head, failure), claim.fence);
  const rejected = await world.ledger.version(keyId, versionId);
  // Who began this attempt may still be making its version current: then the search, which comes later and looks at the label, ends it.
  if (rejected?.state === 'pending' && !claim.resumed) {
    await revokeAtIssuer(world, rejected);
    await recordRevoked(world, rejected, { reason: 'rejected', actor: rekeyActor });
  }
  if (outcome.kind === 'recorded' && outcome.head.rotation !== undefined) {
    await dispatch(world, 'rotations', outcome.head.manifest.issuer, resumption(keyId, outcome.head.rotation));
  }
}

function giveUp(world: WorkerWorld, claim: Claim, head: KeyHead, failure: RotationFailure): Change | { skip: string } {
  // This was recorded before, only the answer was lost.
  if (head.rotation?.versionId !== claim.rotation.versionId) return { skip: 'done before' };
  const at = world.clock.now();
  const { rotation, givenUp } = nextAttempt(world, { ...claim, rotation: head.rotation });
  const failures = rotation.failures + 1;
  const { keyId, manifest } = head;
  const tried = { keyId, cause: rotation.cause, failures, maxAgeSeconds: manifest.maxAgeSeconds };
  const nextTryAt = plusSeconds(at, retryDelaySeconds(tried));
  const { kind, reason } = failure;
  return {
    entry: {
      type: 'rotation-failed',
      actor: rekeyActor,
      cause: rotation.cause,
      versionId: claim.rotation.versionId,
      evidence: { kind, reason, failures, nextTryAt, rejected: claim.rotation.versionId },
    },
    head: { rotation: { ...rotation, failures, nextTryAt, claimUntil: undefined, lastFailure: { kind, reason, at } } },
    attempts: [givenUp],
  };
}
