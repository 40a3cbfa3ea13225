import { nextCheckAt } from '../../model/schedule/check-schedule';
import type { Incident } from '../../model/leaks/incident';
import type { VersionId } from '../../model/ids';
import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import { livedBy } from '../../model/schedule/lived-by';
import { rotateAt } from '../../model/schedule/schedule';
import type { Version } from '../../model/ledger/version';
import { amend, type Change } from '../amend';
import { dispatch } from '../dispatch';
import { expiryDue } from '../due-times';
import { withFinished } from './finished-commands';
import { withReplaced } from '../../model/leaks/incident-steps';
import { settledFrom } from '../../model/rotation/settled-from';
import { planCheck } from '../checks/plan-check';
import { orderCheck } from '../order-check';
import type { WorkerWorld } from '../world';
import { type Claim, stillHeld } from './claim';
import { currentHolder } from './current-holder';
import { planEnd } from './plan-end';
import { replacedVersion } from './replaced-version';

/** `foreign`: somebody else made another version current; `ended`: the new version was revoked meanwhile. In both nothing was changed. */
export type Promoted =
  | { kind: 'promoted' }
  | { kind: 'foreign'; holder: string }
  | { kind: 'refused' }
  | { kind: 'ended' };

/** Step 6: moves `AWSCURRENT` from the parent to the new version. AWS refuses when the parent no longer holds it: that is the fence on the secret. `onCurrent` is called before that is recorded. */
export async function promote(world: WorkerWorld, claim: Claim, onCurrent?: () => void): Promise<Promoted> {
  const { rotation, secretArn, head } = claim;
  const version = await world.ledger.version(claim.head.keyId, rotation.versionId);
  const endedWithParent = rotation.rolls === true && (await isParentRevoked(world, claim));
  stillHeld(world, claim);
  if (endedWithParent) return { kind: 'ended' };
  if (version?.state !== 'pending') return { kind: 'ended' };
  const from = head.copyVersionId ?? rotation.parent;
  const moved = await world.secrets.promote(secretArn, { from, to: rotation.versionId });
  if (moved.kind === 'refused') {
    const holder = await currentHolder(world, secretArn);
    if (holder === from) return { kind: 'refused' };
    const isNew = holder === rotation.versionId;
    const replaced =
      isNew ||
      (await replaceCopied(world, claim, holder)) ||
      (await replaceRefused(world, claim, holder)) ||
      (await replaceOwn(world, claim, holder));
    if (!replaced) return { kind: 'foreign', holder: holder ?? 'none' };
  }
  onCurrent?.();
  await recordPromoted(world, claim);
  return { kind: 'promoted' };
}

/** Whether the credential was revoked since it was rolled: the parent's end was then not the roll's. A value that is about to die may still be accepted. */
async function isParentRevoked(world: WorkerWorld, { head, rotation }: Claim): Promise<boolean> {
  const parent = await world.ledger.version(head.keyId, rotation.parent);
  return (parent?.state === 'revoked' || parent?.state === 'dead') && parent.rolled === undefined;
}

/** Somebody moved the label from a copy of the parent back to the parent, and nobody has recorded it yet. */
async function replaceCopied(world: WorkerWorld, claim: Claim, holder: string | undefined): Promise<boolean> {
  const { rotation, secretArn } = claim;
  if (holder !== rotation.parent) return false;
  stillHeld(world, claim);
  const move = { from: rotation.parent, to: rotation.versionId };
  return (await world.secrets.promote(secretArn, move)).kind === 'moved';
}

/** An earlier attempt of this very rotation was made current by a worker that came late, after it was given up: it gives way. */
async function replaceOwn(world: WorkerWorld, claim: Claim, holder: string | undefined): Promise<boolean> {
  const { rotation, secretArn, head } = claim;
  const earlier = holder === undefined ? undefined : await world.ledger.version(head.keyId, holder as VersionId);
  if (earlier === undefined || earlier.parent !== rotation.parent || !isGivenUp(earlier)) return false;
  await planEnd(world, earlier, rotation.cause, claim.fence);
  stillHeld(world, claim);
  return (await world.secrets.promote(secretArn, { from: earlier.versionId, to: rotation.versionId })).kind === 'moved';
}

/** What somebody else made current, and was found refused, or nothing at all, gives way to a value that is accepted. */
async function replaceRefused(world: WorkerWorld, claim: Claim, holder: string | undefined): Promise<boolean> {
  const { rotation, secretArn, head } = claim;
  const found = (head.findings ?? []).find(({ what, about }) =>
    holder === undefined ? what === 'nothing current' : what === 'dead value' && about === holder,
  );
  if (found === undefined) return false;
  stillHeld(world, claim);
  const from = holder === undefined ? {} : { from: holder as VersionId };
  return (await world.secrets.promote(secretArn, { ...from, to: rotation.versionId })).kind === 'moved';
}

/** Given up, and never recorded as current; the end of such a one may have been planned by a try that got no further. */
function isGivenUp({ state, currentAt }: Version): boolean {
  return state !== 'current' && (state !== 'retiring' || currentAt === undefined);
}

/** Records that the new version is current and plans the end of the old one. */
export async function recordPromoted(world: WorkerWorld, claim: Claim): Promise<void> {
  const { rotation } = claim;
  let retiring: Version | undefined;
  const { keyId } = claim.head;
  const outcome = await amend<never>(
    world,
    keyId,
    async (head) => {
      const [fresh, parent] = await Promise.all([
        world.ledger.version(keyId, rotation.versionId),
        world.ledger.version(keyId, rotation.parent),
      ]);
      const incident =
        parent?.incidentId === undefined ? undefined : await world.ledger.incident(keyId, parent.incidentId);
      const at = world.clock.now();
      const change = promotion(world, head, claim, { fresh, parent, incident }, at);
      retiring = change.versions?.find(({ state }) => state === 'retiring');
      return change;
    },
    { fence: claim.fence, last: claim.head },
  );
  if (retiring?.retireAt !== undefined) {
    const { versionId, retireAt: dueAt } = retiring;
    await dispatch(world, 'rotations', claim.head.manifest.issuer, { kind: 'retire', keyId, versionId, dueAt });
  }
  if (outcome.kind === 'recorded' && world.issuer.capabilities.roll !== undefined) {
    await planCheck(world, outcome.head, settledFrom(world.clock.now()));
  }
  // What others did may be over with that: its owner hears of it soon.
  if (outcome.kind === 'recorded' && outcome.head.findings !== undefined) await orderCheck(world, outcome.head);
}

interface Involved {
  fresh: Version | undefined;
  parent: Version | undefined;
  incident: Incident | undefined;
}

function promotion(world: WorkerWorld, head: KeyHead, claim: Claim, involved: Involved, at: Instant): Change {
  const { rotation } = claim;
  const { fresh, parent, incident } = involved;
  const versions: Version[] = [];
  // With the rights that were declared before it is replaced at once, too.
  const owed = head.rotation?.grantChanged === true;
  const issuedAt = fresh?.issuedAt ?? rotation.begunAt;
  // Killed while it was made current: it stays revoked, and is replaced at once.
  const alive = fresh?.state === 'pending';
  // A longer policy declared since does not lengthen a life whose end the issuer knows.
  const lived =
    world.issuer.capabilities.expiry.settable && fresh !== undefined ? livedBy(fresh, head.manifest) : head.manifest;
  if (fresh !== undefined && alive) {
    const current: Version = { ...fresh, state: 'current', currentAt: at };
    versions.push({ ...current, due: expiryDue(current, lived) });
  }
  const replaced = parent && replacedVersion(head, parent, incident, at);
  if (replaced !== undefined) versions.push(replaced);
  return {
    entry: {
      type: 'version-promoted',
      actor: rotation.actor,
      cause: rotation.cause,
      versionId: rotation.versionId,
      evidence: {
        from: rotation.parent,
        to: rotation.versionId,
        ...(replaced?.retireAt === undefined ? {} : { retireAt: replaced.retireAt }),
        ...(replaced?.rolled === undefined ? {} : { acceptedUntil: replaced.rolled.until }),
        ...(incident === undefined ? {} : { incidentId: incident.incidentId }),
      },
    },
    head: {
      currentVersionId: rotation.versionId,
      rotation: undefined,
      finishedCommands: withFinished(head, rotation.commandId),
      foreignVersionId: undefined,
      copyVersionId: undefined,
      valueOwed: owed || undefined,
      rotateAt: alive && !owed ? rotateAt(head.keyId, issuedAt, lived, world.issuer.capabilities) : at,
    },
    ...(head.status === 'released' ? {} : { checkAt: nextCheckAt(head.keyId, at) }),
    // A key that was let go meanwhile is left as it is from here on.
    versions: head.status === 'released' ? versions.map((version) => ({ ...version, due: undefined })) : versions,
    ...(incident === undefined ? {} : { incidents: [withReplaced(incident, at)] }),
  };
}
