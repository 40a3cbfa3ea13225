import { decideRollBack, rollBackSeconds } from '../../model/rotation/decide-roll-back';
import type { KeyId } from '../../model/ids';
import { plusSeconds } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { RollBack } from '../../model/rotation/roll-back';
import type { Version } from '../../model/ledger/version';
import type { WorkOf } from '../../model/work/work';
import { amend, type Change } from '../amend';
import { nextAttempt } from '../rotation/give-up-attempt';
import type { WorkerWorld } from '../world';

/** A roll-back that stands in the ledger as begun. */
export interface Begun {
  keyId: KeyId;
  head: KeyHead;
  rollBack: RollBack;
  secretArn: string;
  /** Somebody began it before, and did not finish it. */
  resumed: boolean;
}

/** Seconds after which the sweep takes a roll-back up. */
const lookAgainSeconds = 60;

/**
 * The first transaction: holds the old version alive, fences out a rotation in flight, whose attempt is given up, and forbids others to begin.
 * What can no longer be done is refused, and told. Undefined: there is nothing to do for this message.
 */
export async function beginRollBack(world: WorkerWorld, work: WorkOf<'roll-back'>): Promise<Begun | undefined> {
  const { keyId } = work;
  let found: KeyHead | undefined;
  const outcome = await amend(world, keyId, async (head) => {
    found = head;
    if (head.rollBack?.commandId === work.commandId) return { skip: 'begun before' };
    if (head.status === 'released' || (head.rollBacks ?? 0) !== work.after) return { skip: 'overtaken' };
    return begin(world, head, await world.ledger.versions(keyId), work);
  });
  const head = outcome.kind === 'recorded' ? outcome.head : found;
  if (head?.rollBack?.commandId !== work.commandId || head.secretArn === undefined) return undefined;
  const { rollBack, secretArn } = head;
  return head.status === 'released'
    ? undefined
    : { keyId, head, rollBack, secretArn, resumed: outcome.kind === 'skipped' };
}

function begin(world: WorkerWorld, head: KeyHead, versions: readonly Version[], work: WorkOf<'roll-back'>): Change {
  const { commandId, actor, reason, from, to } = work;
  const now = world.clock.now();
  const counted = { rollBacks: work.after + 1 };
  const decision = decideRollBack(head, versions, world.issuer.capabilities, now);
  const refusal =
    decision.kind === 'refused'
      ? decision.reason
      : decision.from.versionId === from && decision.to.versionId === to
        ? undefined
        : 'another version became current meanwhile: look at the key, and order it again if it is still wanted';
  if (decision.kind === 'refused' || refusal !== undefined) {
    return {
      entry: {
        type: 'roll-back-refused',
        actor,
        cause: 'rolled back',
        versionId: to,
        evidence: { from, to, reason: refusal, ordered: reason },
      },
      head: counted,
    };
  }
  const rollBack: RollBack = {
    commandId,
    actor,
    reason,
    from,
    to,
    begunAt: now,
    until: plusSeconds(now, rollBackSeconds),
    nextTryAt: plusSeconds(now, lookAgainSeconds),
  };
  const { rotation } = head;
  const { heldUntil: retireAt } = decision;
  return {
    entry: {
      type: 'roll-back-begun',
      actor,
      cause: 'rolled back',
      versionId: to,
      evidence: {
        from,
        to,
        reason,
        retireAt,
        commandId,
        ...(rotation === undefined ? {} : { gaveUp: rotation.versionId }),
      },
    },
    head: { ...counted, rollBack, rotation: undefined, fence: head.fence + 1 },
    versions: [{ ...decision.to, retireAt, revokeAt: undefined, due: { kind: 'retire', at: retireAt } }],
    ...(rotation === undefined ? {} : { attempts: [nextAttempt(world, { head, rotation }).givenUp] }),
  };
}
