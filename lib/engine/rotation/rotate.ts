import { awaitsAdoption } from '../../model/adoption/awaits-adoption';
import type { KeyHead } from '../../model/ledger/key-head';
import { RekeyError } from '../../model/rekey-error';
import type { WorkOf } from '../../model/work/work';
import { isRestored } from '../restored-ledger/is-restored';
import type { Claim } from './claim';
import { endReleased } from './end-released';
import { establishSecret } from './establish-secret';
import { deferRotation, failRotation, failureOf } from './fail-rotation';
import { intend, type NoClaim } from './intend';
import { mint } from './mint';
import { orderCheck } from '../order-check';
import { promote, recordPromoted } from './promote';
import { recordForeign } from './record-foreign';
import { recordSetback } from './record-setback';
import { giveUp, recover } from './recover';
import { rejectVersion } from './reject-version';
import { roll } from './roll';
import { store, type Stored } from './store';
import { verifyStored } from './verify-stored';
import type { WorkerWorld } from '../world';

/** What whoever has a key rotated may know, or wants to know. */
export interface RotateOptions {
  /** The key as it was read last: decided on first. @default it is read */
  last?: KeyHead | undefined;
  /** Called once the new version holds `AWSCURRENT`, before that is recorded. */
  onCurrent?: () => void;
}

/** What came of one message. */
export type Rotated = 'promoted' | 'deferred' | 'failed' | 'foreign' | 'lease lost' | 'ledger restored' | NoClaim;

/**
 * Rotates an org key: replaces one parent version by a fresh one, or carries on where somebody stopped.
 * Retired is the parent later (`retire`), proven dead after that (`prove`).
 */
export async function rotate(
  world: WorkerWorld,
  work: WorkOf<'rotate'>,
  { last, onCurrent }: RotateOptions = {},
): Promise<Rotated> {
  if (await isRestored(world)) return 'ledger restored';
  const command = await withParent(world, work);
  if (command === undefined) return 'not established';
  // For the first issue the secret was made since.
  const claim = await intend(world, command, work.parent === undefined ? undefined : last); // 1
  if (typeof claim === 'string') return claim;
  try {
    return await carryOn(world, claim, onCurrent);
  } catch (error) {
    if (error instanceof RekeyError && error.code === 'lease_lost') return 'lease lost';
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    // Why the secret is not to be used, a look at the key finds out.
    if (failure.kind === 'refused' || failure.kind === 'not_found') await orderCheck(world, claim.head);
    if (failure.kind === 'policy' && (await endReleased(world, claim, failure))) return 'failed';
    return await ended(failRotation(world, claim, failure), 'failed');
  }
}

async function carryOn(world: WorkerWorld, claim: Claim, onCurrent?: () => void): Promise<Rotated> {
  const stored = await storedValue(world, claim); // 2, 3, 4
  if (stored === 'current') return 'promoted';
  if ('until' in stored) return ended(deferRotation(world, claim, stored.until), 'deferred');
  const verified = await verifyStored(world, stored); // 5
  switch (verified.kind) {
    case 'wait':
      return ended(deferRotation(world, stored.claim, verified.until), 'deferred');
    case 'bad':
      return ended(rejectVersion(world, stored, { kind: verified.failure, reason: verified.reason }), 'failed');
    case 'good':
      return finish(world, stored, onCurrent);
  }
}

async function storedValue(
  world: WorkerWorld,
  claim: Claim,
): Promise<Stored | 'current' | { until: NonNullable<Claim['rotation']['claimUntil']> }> {
  const recovered = claim.resumed ? await recover(world, claim) : ({ kind: 'mint', claim } as const);
  switch (recovered.kind) {
    case 'stored':
      return recovered.stored;
    case 'current':
      await recordPromoted(world, recovered.claim);
      return 'current';
    case 'wait':
      return { until: recovered.until };
    case 'mint':
      return freshValue(world, recovered.claim);
  }
}

/** Rolls in place where this attempt may, and mints where there is nothing to roll, or nobody rolls. */
async function freshValue(world: WorkerWorld, claim: Claim): Promise<Stored> {
  if (claim.rotation.rolls !== true) return store(world, claim, await mint(world, claim));
  const rolled = await roll(world, claim);
  if (rolled !== 'gone') return store(world, claim, rolled);
  const next = await giveUp(world, claim, { rolls: undefined });
  return store(world, next, await mint(world, next));
}

async function finish(world: WorkerWorld, stored: Stored, onCurrent?: () => void): Promise<Rotated> {
  const { claim } = stored;
  const outcome = await promote(world, claim, onCurrent); // 6
  switch (outcome.kind) {
    case 'promoted':
      return 'promoted';
    case 'foreign':
      return ended(recordForeign(world, claim, outcome.holder), 'foreign');
    case 'ended': {
      const reason = 'the new version was revoked before it was current';
      return ended(rejectVersion(world, stored, { kind: 'revoked', reason }), 'failed');
    }
    case 'refused': {
      const reason = 'the secret store refused to make the new version current';
      return ended(failRotation(world, claim, { kind: 'refused', reason }), 'failed');
    }
  }
}

/** For the first issue the secret is made first, and its placeholder is the parent; undefined when that cannot be done now. */
async function withParent(world: WorkerWorld, work: WorkOf<'rotate'>): Promise<WorkOf<'rotate'> | undefined> {
  if (work.parent !== undefined) return work;
  const head = await world.ledger.key(work.keyId);
  if (head === undefined || head.status === 'released' || awaitsAdoption(head)) return work;
  if (head.currentVersionId === undefined && !(await establish(world, head, work))) return undefined;
  const established = await world.ledger.key(work.keyId);
  const parent = established?.currentVersionId;
  // Once a value was issued, a message without a parent is a late one.
  return parent === undefined || established?.rotateAt !== undefined ? work : { ...work, parent };
}

/** False when the secret could not be made: recorded and told, to be tried again later. */
async function establish(world: WorkerWorld, head: KeyHead, work: WorkOf<'rotate'>): Promise<boolean> {
  const waits = head.setback !== undefined && head.setback.nextTryAt > world.clock.now();
  if (waits && work.cause === 'created') return false;
  try {
    await establishSecret(world, head);
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined || (error instanceof RekeyError && error.retryable)) throw error;
    await recordSetback(world, head, failure);
    return false;
  }
}

async function ended(step: Promise<void>, outcome: Rotated): Promise<Rotated> {
  try {
    await step;
    return outcome;
  } catch (error) {
    if (error instanceof RekeyError && error.code === 'lease_lost') return 'lease lost';
    throw error;
  }
}
