import { chainEntry } from '../model/ledger/chain';
import type { Entry } from '../model/ledger/entry';
import { eventTypeOf } from '../model/event';
import type { KeyId } from '../model/ids';
import type { KeyHead } from '../model/ledger/key-head';
import { RekeyError } from '../model/rekey-error';
import type { RecordOutcome, Transition } from '../ports';
import { headDue } from './due-times';
import type { World } from './world';

/** A transition as decided: what is to be written if nobody was first. */
export interface Change extends Omit<Transition, 'expected' | 'head' | 'entry' | 'publish'> {
  entry: Pick<Entry, 'type' | 'actor' | 'cause' | 'versionId'> & { evidence?: Record<string, unknown> };
  /** The head's new fields; `undefined` clears one. */
  head?: Partial<Omit<KeyHead, 'keyId' | 'sequence' | 'headHash' | 'due'>>;
  /** False: the entry is nobody's news, though its type usually is. */
  told?: boolean;
}

/** Decides on the state as it is: a change, or the reason for none. It may read, and may run more than once. */
export type Decide<T> = (head: KeyHead) => Promise<Change | { skip: T }> | Change | { skip: T };

/** `recorded` with the head after it, or what made the change unnecessary. */
export type Amended<T> = { kind: 'recorded'; head: KeyHead } | { kind: 'skipped'; because: T };

/** Loses a race this often before it gives up; each loss means that somebody else made progress. */
const patience = 20;

/** Pause after meeting another transaction, in milliseconds. */
const conflictPauseMs = 50;

/** What a transition rests on besides the head. */
export interface Held {
  /** The claim's: it holds only while that is the newest. */
  fence?: number | undefined;
  /** The head as it was read or written last: decided on first, so that the head is read only if somebody else wrote since. @default it is read */
  last?: KeyHead | undefined;
}

/**
 * Carries out one transition: reads the head, decides, and writes if the head is still what was read; else decides again.
 * @throws RekeyError `not_found` for an unknown key, `lease_lost` when the claim was taken, `contended` when others keep being first
 */
export async function amend<T>(
  world: World,
  keyId: KeyId,
  decide: Decide<T>,
  { fence, last }: Held = {},
): Promise<Amended<T>> {
  let head = last ?? (await world.ledger.key(keyId));
  for (let round = 0; round < patience; round++) {
    if (head === undefined) throw new RekeyError('not_found', `key ${keyId} is not registered`);
    if (fence !== undefined && head.fence !== fence) throw leaseLost(keyId);
    const decided = await decide(head);
    if ('skip' in decided) return { kind: 'skipped', because: decided.skip };
    const transition = toTransition(world, head, decided, fence);
    const outcome = await recordOrLose(world, transition);
    if (outcome.kind === 'recorded') return { kind: 'recorded', head: transition.head };
    if (outcome.kind === 'secret_taken') {
      throw new RekeyError('refused', `secret ${decided.secretArn} belongs to key ${outcome.by}: name another one`);
    }
    head = outcome.head;
  }
  throw new RekeyError('contended', `key ${keyId} keeps changing: try again`);
}

/** Meeting another transaction is losing a race like any other: read again and decide again, a moment later. */
async function recordOrLose(world: World, transition: Transition): Promise<RecordOutcome> {
  try {
    return await world.ledger.record(transition);
  } catch (error) {
    if (!(error instanceof RekeyError) || error.code !== 'contended') throw error;
    await world.clock.sleep(conflictPauseMs);
    return { kind: 'stale', head: await world.ledger.key(transition.head.keyId) };
  }
}

/** What a worker that lost its claim stops with; it revokes nothing. */
export function leaseLost(keyId: KeyId): RekeyError {
  return new RekeyError('lease_lost', `the claim on key ${keyId} ended or was taken: another worker carries on`);
}

function toTransition(world: World, before: KeyHead, change: Change, fence: number | undefined): Transition {
  const { entry: draft, head: fields, told, ...items } = change;
  const entry = chainEntry(before, {
    chain: before.keyId,
    type: draft.type,
    at: world.clock.now(),
    actor: draft.actor,
    cause: draft.cause,
    versionId: draft.versionId,
    evidence: (draft.evidence ?? {}) as Entry['evidence'],
  });
  const head: KeyHead = { ...before, ...fields, sequence: entry.sequence, headHash: entry.hash };
  return {
    ...items,
    expected: { sequence: before.sequence, ...(fence === undefined ? {} : { fence }) },
    head: { ...head, due: headDue(head) },
    entry,
    publish: told !== false && eventTypeOf(entry) !== undefined,
  };
}
