import type { CommandId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';

/** Commands that a head remembers. */
const remembered = 10;

/** The finished commands of a key with one more. */
export function withFinished(head: Pick<KeyHead, 'finishedCommands'>, commandId: CommandId): CommandId[] {
  return [...(head.finishedCommands ?? []), commandId].slice(-remembered);
}

/** Whether a command was carried out before: repeated, it changes nothing. */
export function isFinished(head: Pick<KeyHead, 'finishedCommands'>, commandId: CommandId): boolean {
  return head.finishedCommands?.includes(commandId) ?? false;
}
