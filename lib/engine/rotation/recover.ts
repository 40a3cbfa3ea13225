import { type Instant, latest, plusSeconds } from '../../model/instant';
import type { Version } from '../../model/ledger/version';
import type { Rotation } from '../../model/rotation/rotation';
import { graceSeconds } from '../../model/schedule/grace';
import { readMaterial } from '../../model/secret-format';
import { amend } from '../amend';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import { type Claim, stillHeld } from './claim';
import { idsBefore } from './intend';
import { nextAttempt } from './give-up-attempt';
import type { Minted } from './mint';
import { mintedBy } from './minted-by';
import { graceFor } from './roll';
import { recordStored, type Stored } from './store';

/** What a resumed attempt goes on with. */
export type Recovered =
  | { kind: 'stored'; stored: Stored }
  /** Made current by whoever stopped before recording it. */
  | { kind: 'current'; claim: Claim }
  /** Nothing usable was left: mint, under these names. */
  | { kind: 'mint'; claim: Claim }
  /** A list at the issuer may not show it yet: look again then. */
  | { kind: 'wait'; until: Instant };

/**
 * Step 2, only for an attempt that was begun before: a value that the secret holds is authoritative. Otherwise the
 * attempt is given up, whatever carries its label is revoked, and the next one gets names of its own, because a token is never reused with another value.
 */
export async function recover(world: WorkerWorld, claim: Claim): Promise<Recovered> {
  const { rotation, head } = claim;
  const found = await world.secrets.read(claim.secretArn, { versionId: rotation.versionId });
  const material = found && readMaterial(head.manifest.secret, found.value, world.issuer.capabilities.fields);
  if (material !== undefined) {
    if (found?.labels.includes('AWSCURRENT') === true && rotation.stored) return { kind: 'current', claim };
    if (rotation.stored) return { kind: 'stored', stored: { claim, material } };
    const rolled = await rolledBy(world, claim);
    if (rolled !== undefined) {
      return { kind: 'stored', stored: await recordStored(world, claim, { ...rolled, material }) };
    }
    const named = world.issuer.refOf?.(material, rotation);
    if (named !== undefined) {
      return {
        kind: 'stored',
        stored: await recordStored(world, claim, { ref: named, material, issuedAt: rotation.begunAt }),
      };
    }
    // Without a label nobody can say which id the value has: it is given up, and found by the search for what no version is.
    if (world.issuer.capabilities.label !== 'none') {
      const [hit] = await mintedBy(world, rotation);
      const ref = hit?.ref ?? { label: rotation.label };
      return {
        kind: 'stored',
        stored: await recordStored(world, claim, { ref, material, issuedAt: rotation.begunAt }),
      };
    }
  }
  if (rotation.rolls === true) return recoverRoll(world, claim);
  const listedFrom = plusSeconds(rotation.begunAt, world.issuer.capabilities.activationSeconds);
  if (listedFrom > world.clock.now()) return { kind: 'wait', until: listedFrom };
  const refs = (await mintedBy(world, rotation)).map(({ ref }) => ref);
  // Given up first: a revocation that takes effect late must not meet a version that somebody else went on with.
  const next = await giveUp(world, claim);
  for (const ref of refs) {
    stillHeld(world, next);
    await world.issuer.revoke(ref);
  }
  return { kind: 'mint', claim: next };
}

/** What a stored value that was rolled is called, and when that was at the latest; undefined: it was minted. */
async function rolledBy(world: WorkerWorld, claim: Claim): Promise<Omit<Minted, 'material'> | undefined> {
  const { rotation, head } = claim;
  if (rotation.rolls !== true) return undefined;
  const parent = await world.ledger.version(head.keyId, rotation.parent);
  if (parent?.ref === undefined) return undefined;
  const at = world.clock.now();
  return { ref: parent.ref, issuedAt: rotation.begunAt, rolled: { at, until: longestGrace(world, claim, parent) } };
}

/**
 * Whether a lost roll was done nobody can say; the next one ends its value. Where the value before is accepted for a while, it waits until the lost one can no longer arrive: one that
 * arrived after the next would end the value that is current by then, and not show it before the grace is over.
 */
async function recoverRoll(world: WorkerWorld, claim: Claim): Promise<Recovered> {
  const { settledAt } = claim.rotation;
  const parent = await world.ledger.version(claim.head.keyId, claim.rotation.parent);
  const waits = parent !== undefined && (await graceFor(world, claim, parent)) > 0;
  if (waits && settledAt !== undefined && settledAt > world.clock.now()) return { kind: 'wait', until: settledAt };
  const longest = parent && longestGrace(world, claim, parent);
  // One that was asked for earlier, under another policy, may be longer.
  const graceUntil = longest && latest(longest, claim.rotation.graceUntil ?? longest);
  return { kind: 'mint', claim: await giveUp(world, claim, { graceUntil }) };
}

/** Until when a value is accepted at the longest that was rolled some time ago, whatever was known of it then: a grace that was asked for when the attempt began may have been given as late as now. */
function longestGrace(world: WorkerWorld, { head, rotation }: Claim, parent: Version): Instant {
  const most = world.issuer.capabilities.roll?.graceMaxSeconds ?? 0;
  const of = { verdict: undefined, most, now: rotation.begunAt };
  return plusSeconds(world.clock.now(), graceSeconds(head.manifest, parent, of));
}

/** Gives an attempt up for the next one, of which something else may be known. */
export async function giveUp(world: WorkerWorld, claim: Claim, known: Partial<Rotation> = {}): Promise<Claim> {
  // First what is there, then the names: the attempt begins when nothing that others minted meanwhile can be taken for its own.
  const listed = await idsBefore(world, claim.head.manifest);
  const { rotation, givenUp } = nextAttempt(world, claim);
  const fresh = { ...rotation, ...listed, ...known };
  const outcome = await amend<never>(
    world,
    claim.head.keyId,
    () => ({
      entry: {
        type: 'attempt-given-up',
        actor: rekeyActor,
        cause: rotation.cause,
        versionId: claim.rotation.versionId,
        evidence: { label: claim.rotation.label, next: fresh.versionId, attempt: fresh.attempt },
      },
      head: { rotation: fresh },
      attempts: [givenUp],
    }),
    { fence: claim.fence },
  );
  if (outcome.kind === 'skipped') return claim;
  return { ...claim, head: outcome.head, rotation: fresh, resumed: false };
}
