import { earliest, type Instant, latest, plusSeconds } from '../../model/instant';
import { RekeyError } from '../../model/rekey-error';
import { retryDelaySeconds } from '../../model/schedule/retry';
import type { Rotation } from '../../model/rotation/rotation';
import { expireAt } from '../../model/schedule/schedule';
import type { WorkOf } from '../../model/work/work';
import { IssuerError } from '../../ports';
import { amend } from '../amend';
import { dispatch } from '../dispatch';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import type { Claim } from './claim';
import { policyOf } from './mint';

/** Why a try failed: an issuer's kind or one of the engine's own, and a sentence without any value. */
export interface RotationFailure {
  kind: string;
  reason: string;
  retryAfterSeconds?: number;
}

/** The failure that an error stands for; undefined for an error that nobody foresaw. */
export function failureOf(error: unknown): RotationFailure | undefined {
  if (error instanceof IssuerError) {
    const { retryAfterSeconds } = error.details;
    return {
      kind: error.kind,
      reason: error.message,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }
  if (error instanceof RekeyError && error.code !== 'internal') return { kind: error.code, reason: error.message };
  return undefined;
}

/** Ends a try that failed: the old version stays, the reason is recorded and told, the next try comes with growing delay. The claim is let go. */
export async function failRotation(world: WorkerWorld, claim: Claim, failure: RotationFailure): Promise<void> {
  const { kind, reason } = failure;
  await letGo(world, claim, (rotation, at) => {
    const failures = rotation.failures + 1;
    const nextTryAt = nextTry(claim, rotation, failure, at);
    return {
      type: 'rotation-failed',
      rotation: { ...rotation, failures, nextTryAt, lastFailure: { kind, reason, at } },
      evidence: { kind, reason, failures, nextTryAt },
    };
  });
  if (kind === 'rejected' || kind === 'forbidden') {
    world.telemetry.count('IssuerRefusedAdmin', 1, { issuer: claim.head.manifest.issuer });
  }
}

/** Kinds of failures that leave open whether a roll was done. */
const inDoubt: ReadonlySet<string> = new Set(['ambiguous', 'unavailable', 'contended']);

/**
 * With growing delay; but what an attempt minted and could not store is ended by the next try, so that comes before its hard end. Where the value in use was rolled, or may have been, it
 * lives for its grace only: that rotation makes haste as one after a leak does.
 */
function nextTry({ head }: Claim, rotation: Rotation, failure: RotationFailure, at: Instant): Instant {
  const { stored, begunAt } = rotation;
  const { keyId, manifest } = head;
  const { kind, retryAfterSeconds } = failure;
  const mayHaveRolled = rotation.rolls === true && (stored || inDoubt.has(kind));
  const cause = mayHaveRolled ? 'leak' : rotation.cause;
  const after = (failures: number) =>
    plusSeconds(
      at,
      retryDelaySeconds({ keyId, cause, failures, maxAgeSeconds: manifest.maxAgeSeconds, retryAfterSeconds }),
    );
  const delayed = after(rotation.failures + 1);
  if (stored) return delayed;
  const soonest = after(1);
  return earliest(delayed, latest(soonest, expireAt(begunAt, policyOf({ head, rotation }))));
}

/** Ends this invocation's part without a failure: the issuer needs more time. */
export async function deferRotation(world: WorkerWorld, claim: Claim, until: Instant): Promise<void> {
  await letGo(world, claim, (rotation) => ({
    type: 'rotation-deferred',
    rotation: { ...rotation, nextTryAt: until },
    evidence: { until },
  }));
}

interface LettingGo {
  type: 'rotation-failed' | 'rotation-deferred';
  rotation: Rotation;
  evidence: Record<string, unknown>;
}

async function letGo(
  world: WorkerWorld,
  claim: Claim,
  decide: (rotation: Rotation, at: Instant) => LettingGo,
): Promise<void> {
  const { keyId } = claim.head;
  const outcome = await amend(
    world,
    keyId,
    (head) => {
      // Its end was recorded, only the answer was lost.
      if (head.rotation === undefined) return { skip: 'ended before' };
      const { type, rotation, evidence } = decide(head.rotation, world.clock.now());
      return {
        entry: { type, actor: rekeyActor, cause: rotation.cause, versionId: rotation.versionId, evidence },
        head: { rotation: { ...rotation, claimUntil: undefined } },
      };
    },
    { fence: claim.fence },
  );
  if (outcome.kind !== 'recorded' || outcome.head.rotation === undefined) return;
  await dispatch(
    world,
    lane(outcome.head.rotation),
    outcome.head.manifest.issuer,
    resumption(outcome.head.keyId, outcome.head.rotation),
  );
}

function lane(rotation: Rotation): 'rotations' | 'containments' {
  return rotation.cause === 'leak' ? 'containments' : 'rotations';
}

/** The message that carries on a rotation that was left. */
export function resumption(keyId: Claim['head']['keyId'], rotation: Rotation): WorkOf<'rotate'> {
  const { commandId, cause, actor, parent } = rotation;
  const dueAt = rotation.claimUntil ?? rotation.nextTryAt ?? rotation.begunAt;
  return { kind: 'rotate', keyId, commandId, cause, actor, parent, dueAt };
}
