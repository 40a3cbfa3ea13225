import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { WorkOf } from '../../model/work/work';

/** The message that carries on a roll-back that was left; undefined when none is in flight. */
export function rollBackWork(head: KeyHead | undefined, dueAt: Instant): WorkOf<'roll-back'> | undefined {
  if (head?.rollBack === undefined) return undefined;
  const { commandId, actor, reason, from, to } = head.rollBack;
  return {
    kind: 'roll-back',
    keyId: head.keyId,
    commandId,
    actor,
    reason,
    from,
    to,
    after: (head.rollBacks ?? 1) - 1,
    dueAt,
  };
}
