import type { FindingKind } from '../../model/foreign/finding';
import type { CommandId } from '../../model/ids';
import type { Instant } from '../../model/instant';
import type { KeyHead } from '../../model/ledger/key-head';
import type { WorkOf } from '../../model/work/work';
import { rekeyActor } from '../rekey-actor';
import { resumption } from './fail-rotation';

/** What others did of which a fresh value is the remedy. */
const lost: ReadonlySet<FindingKind> = new Set(['credential ended', 'dead value', 'nothing current']);

/** The message for a key whose head is due: to carry on what is in flight, to issue the first value, or to rotate on schedule. */
export function rotateWork(head: KeyHead, dueAt: Instant): WorkOf<'rotate'> {
  if (head.rotation !== undefined) return { ...resumption(head.keyId, head.rotation), dueAt };
  const parent = head.rotateAt === undefined ? undefined : head.currentVersionId;
  const cause = parent === undefined ? 'created' : isLost(head) ? 'recovered' : 'scheduled';
  return {
    kind: 'rotate',
    keyId: head.keyId,
    commandId: (parent === undefined ? 'created' : ownCommand(cause, parent, head.rollBacks)) as CommandId,
    cause,
    actor: rekeyActor,
    ...(parent === undefined ? {} : { parent }),
    ...(head.rollBacks === undefined ? {} : { rollBacks: head.rollBacks }),
    dueAt,
  };
}

/** A version that was rolled back to is due again, by a command of its own: the one that replaced it the first time is finished. */
function ownCommand(cause: string, parent: string, rollBacks: number | undefined): string {
  return rollBacks === undefined ? `${cause}:${parent}` : `${cause}:${parent}:${rollBacks}`;
}

/** Whether somebody else left the key without a value that works. */
function isLost({ findings = [] }: KeyHead): boolean {
  return findings.some(({ what }) => lost.has(what));
}
