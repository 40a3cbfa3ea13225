import { type Instant, latest, plusSeconds } from '../../model/instant';
import type { Rotation } from '../../model/rotation/rotation';
import { retryDelaySeconds } from '../../model/schedule/retry';
import type { KeyHead } from '../../model/ledger/key-head';
import { amend, type Change } from '../amend';
import { dispatch } from '../dispatch';
import { rekeyActor } from '../rekey-actor';
import { recordRevoked } from '../retirement/record-revoked';
import { endOf } from '../retirement/end-of';
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
  const ending = await endingOf(world, claim, failure);
  const outcome = await amend(world, keyId, (head) => giveUp(world, claim, head, failure, ending), {
    fence: claim.fence,
  });
  const rejected = await world.ledger.version(keyId, versionId);
  // Who began this attempt may still be making its version current: then the search, which comes later and looks at the label, ends it.
  if (rejected?.state === 'pending' && !claim.resumed && ending.now) {
    await revokeAtIssuer(world, rejected);
    await recordRevoked(world, rejected, { reason: 'rejected', actor: rekeyActor });
  }
  if (outcome.kind === 'recorded' && outcome.head.rotation !== undefined) {
    await dispatch(world, 'rotations', outcome.head.manifest.issuer, resumption(keyId, outcome.head.rotation));
  }
}

/** How a rejected value ends: now, or by what the rotation does next; that is known `until` when. */
interface Ending {
  now: boolean;
  known: Pick<Rotation, 'rolls' | 'wrongRights'>;
  until?: Instant;
}

/** A value that was rolled ends by the next roll; but rights that are wrong a roll keeps. Then the credential ends, once nothing in use is a value of it, and the next attempt mints. */
async function endingOf(world: WorkerWorld, { head, rotation }: Claim, { kind }: RotationFailure): Promise<Ending> {
  if (rotation.rolls !== true) return { now: true, known: {} };
  if (kind !== 'grant_mismatch') return { now: false, known: { rolls: true } };
  const version = await world.ledger.version(head.keyId, rotation.versionId);
  const end = version && (await endOf(world, version));
  if (end?.kind === 'revoke') return { now: true, known: { rolls: undefined } };
  const until = end?.kind === 'wait' ? end.until : undefined;
  return { now: false, known: { rolls: true, wrongRights: true }, ...(until && { until }) };
}

function giveUp(
  world: WorkerWorld,
  claim: Claim,
  head: KeyHead,
  failure: RotationFailure,
  { known, until }: Ending,
): Change | { skip: string } {
  // This was recorded before, only the answer was lost.
  if (head.rotation?.versionId !== claim.rotation.versionId) return { skip: 'done before' };
  const at = world.clock.now();
  const { rotation, givenUp } = nextAttempt(world, { ...claim, rotation: head.rotation });
  const failures = rotation.failures + 1;
  const { keyId, manifest } = head;
  const tried = { keyId, cause: rotation.cause, failures, maxAgeSeconds: manifest.maxAgeSeconds };
  // Whatever is tried before its grace is over would be the same.
  const nextTryAt = latest(plusSeconds(at, retryDelaySeconds(tried)), until ?? at);
  const { kind, reason } = failure;
  return {
    entry: {
      type: 'rotation-failed',
      actor: rekeyActor,
      cause: rotation.cause,
      versionId: claim.rotation.versionId,
      evidence: { kind, reason, failures, nextTryAt, rejected: claim.rotation.versionId },
    },
    head: {
      rotation: {
        ...rotation,
        ...known,
        failures,
        nextTryAt,
        claimUntil: undefined,
        lastFailure: { kind, reason, at },
      },
    },
    attempts: [givenUp],
  };
}
