import type { VersionId } from '../../model/ids';
import { type Instant, latest, plusSeconds, secondsBetween } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { nameAttempt } from '../../model/label';
import { RekeyError } from '../../model/rekey-error';
import type { Manifest } from '../../model/manifest/manifest';
import type { Rotation } from '../../model/rotation/rotation';
import type { WorkOf } from '../../model/work/work';
import { amend, type Change, type Decide } from '../amend';
import { isFinished } from './finished-commands';
import { lateEffectSeconds } from './minted-by';
import { secretGone } from '../../model/foreign/secret-gone';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import { type Claim, claimEnd } from './claim';
import { declaredGrant } from './mint';

/** Why there is nothing to claim. */
export type NoClaim =
  | 'released'
  | 'not established'
  | 'overtaken'
  | 'not due'
  | 'held by another'
  | 'not yet'
  | 'rolling back'
  | 'no secret';

/**
 * Step 1: claims the rotation of one parent version, or carries on one that was left. The first transaction is written
 * before anything is asked of the issuer, so that whatever is minted afterwards can be found by its label.
 * `last` is the key as it was read last. @default it is read
 */
export async function intend(world: WorkerWorld, work: WorkOf<'rotate'>, last?: KeyHead): Promise<Claim | NoClaim> {
  let resumed = false;
  const decide: Decide<NoClaim> = async (head) => {
    const refusal = mayClaim(world, head, work);
    if (refusal !== undefined) return { skip: refusal };
    resumed = head.rotation !== undefined;
    return head.rotation === undefined ? begin(world, head, work) : resume(world, head, head.rotation, work);
  };
  const outcome = await amend(world, work.keyId, decide, { last });
  if (outcome.kind === 'skipped') return outcome.because;
  const { head } = outcome;
  const { rotation, secretArn } = head;
  if (rotation === undefined || secretArn === undefined) return 'not established';
  return { head, rotation, fence: head.fence, secretArn, resumed };
}

function mayClaim(world: WorkerWorld, head: KeyHead, work: WorkOf<'rotate'>): NoClaim | undefined {
  const now = world.clock.now();
  // What may have rolled in place is finished: the value that is left behind may be a dead one.
  if (head.status === 'released' && head.rotation?.rolls !== true) return 'released';
  if (head.currentVersionId === undefined) return 'not established';
  if (head.rollBack !== undefined) return 'rolling back';
  // What is minted now could not be stored. Of a key that was let go nobody looks whether its secret is back: then the try itself shows it.
  if (secretGone(head) !== undefined && head.status !== 'released') return 'no secret';
  const { rotation } = head;
  if (rotation === undefined) {
    if (work.parent !== head.currentVersionId || work.rollBacks !== head.rollBacks) return 'overtaken';
    if (isFinished(head, work.commandId)) return 'overtaken';
    if (work.cause === 'scheduled' && head.rotateAt !== undefined && head.rotateAt > now) return 'not due';
    return undefined;
  }
  if (rotation.claimUntil !== undefined && rotation.claimUntil > now) return 'held by another';
  // Another command (a leak, an operator) jumps the delay; the rotation's own next try keeps to it.
  const own = work.commandId === rotation.commandId;
  // What was ordered before the last try has had it; but a leak waits for nothing.
  const served = work.cause !== 'leak' && work.dueAt < lastTryAt(rotation);
  if ((own || served) && rotation.nextTryAt !== undefined && rotation.nextTryAt > now) return 'not yet';
  return undefined;
}

/** When the rotation was tried last, as far as it is known. */
function lastTryAt({ begunAt, lastFailure }: Rotation): Instant {
  return latest(begunAt, lastFailure?.at ?? begunAt);
}

/** `claim` in the evidence is random: two workers that begin in the same millisecond must not write the same entry, of which each would think that it is its own. */
async function begin(world: WorkerWorld, head: KeyHead, work: WorkOf<'rotate'>): Promise<Change> {
  const parent = head.currentVersionId as Rotation['parent'];
  const listed = await idsBefore(world, head.manifest);
  const names = nameAttempt({
    installationId: world.installation.installationId,
    keyId: head.keyId,
    parent,
    commandId: work.commandId,
    attempt: 1,
    rollBacks: head.rollBacks,
    recoveredIn: head.recoveredIn,
  });
  const rotation: Rotation = {
    ...names,
    commandId: work.commandId,
    cause: head.rotateAt === undefined ? 'created' : work.cause,
    actor: work.actor,
    parent,
    attempt: 1,
    begunAt: world.clock.now(),
    claimUntil: claimEnd(world),
    stored: false,
    maxAgeSeconds: head.manifest.maxAgeSeconds,
    failures: 0,
    ...listed,
    ...((await mayRoll(world, head, parent)) ? { rolls: true, graceUntil: head.graceUntil } : {}),
  };
  return {
    entry: {
      type: 'rotation-begun',
      actor: work.actor,
      cause: rotation.cause,
      versionId: rotation.versionId,
      evidence: {
        parent,
        attempt: 1,
        label: rotation.label,
        commandId: work.commandId,
        claim: world.ids.random(),
        ...(rotation.rolls === true ? { rolls: true } : {}),
      },
    },
    head: { rotation, fence: head.fence + 1, graceUntil: undefined },
  };
}

/** Whether the parent's value can be replaced in place: it is there, and the issuer does so. */
async function mayRoll(world: WorkerWorld, { keyId }: KeyHead, parentId: VersionId): Promise<boolean> {
  if (world.issuer.capabilities.roll === undefined) return false;
  const parent = await world.ledger.version(keyId, parentId);
  return parent?.ref !== undefined && parent.state !== 'revoked' && parent.state !== 'dead';
}

function resume(world: WorkerWorld, head: KeyHead, rotation: Rotation, work: WorkOf<'rotate'>): Change {
  // A leak makes haste of whatever rotation it finds: its next tries come sooner.
  const cause = work.cause === 'leak' ? work.cause : rotation.cause;
  return {
    entry: {
      type: 'rotation-resumed',
      actor: rekeyActor,
      cause,
      versionId: rotation.versionId,
      evidence: {
        parent: rotation.parent,
        attempt: rotation.attempt,
        failures: rotation.failures,
        claim: world.ids.random(),
      },
    },
    head: {
      rotation: { ...rotation, ...settled(world, rotation), cause, claimUntil: claimEnd(world), nextTryAt: undefined },
      fence: head.fence + 1,
    },
  };
}

/** Whoever held the claim of a roll before may have sent it until the claim ended, or was let go. */
function settled(world: WorkerWorld, { rolls, claimUntil, settledAt, lastFailure }: Rotation): Partial<Rotation> {
  if (rolls !== true) return {};
  const sentBy = claimUntil ?? (settledAt === undefined ? (lastFailure?.at ?? world.clock.now()) : undefined);
  return sentBy === undefined ? {} : { settledAt: plusSeconds(sentBy, lateEffectSeconds) };
}

/** A list that took longer, in seconds, does not say what exists now. A worker that waits for it has hardly any time left to rotate, either. */
const listedWithinSeconds = 30;

/** For issuers without labels: what exists now, so that what a lost mint leaves behind can be told apart. @throws RekeyError `unavailable` when the issuer took so long to say it that somebody else's may be missing */
export async function idsBefore(
  world: WorkerWorld,
  manifest: Manifest,
): Promise<Pick<Rotation, 'idsBefore' | 'principal'>> {
  if (world.issuer.capabilities.label !== 'none') return {};
  const principal = world.issuer.principalOf?.(declaredGrant(world, manifest));
  const of = principal === undefined ? {} : { principal };
  const askedAt = world.clock.now();
  const found = await world.issuer.find(of);
  const seconds = secondsBetween(askedAt, world.clock.now());
  if (seconds > listedWithinSeconds) {
    throw new RekeyError('unavailable', `${world.issuer.name} took ${Math.round(seconds)} s to list its credentials`);
  }
  return { ...of, idsBefore: found.flatMap(({ ref }) => (ref.id === undefined ? [] : [ref.id])) };
}
