import { labelFindings } from '../../model/foreign/finding';
import type { KeyHead } from '../../model/ledger/key-head';
import type { SecretChange } from '../../model/foreign/secret-change';
import { orderCheck } from '../order-check';
import type { World } from '../world';

/** Has the key looked at whose secret was changed by somebody else; of what Rekey itself has done, or is doing, nothing more is asked. Two reads for a move of our own. */
export async function heedChange(world: World, { arn, movedTo }: SecretChange): Promise<boolean> {
  const keyId = await world.ledger.secretOwner(arn);
  const head = keyId === undefined ? undefined : await world.ledger.key(keyId);
  if (head === undefined || head.status === 'released') return false;
  if (movedTo !== undefined && isOurs(head, movedTo)) return false;
  return orderCheck(world, head);
}

/** Whether the ledger has the label there, or is about to; while something stands, a move to the right place is the end of that, and is looked at. */
function isOurs(head: KeyHead, movedTo: string): boolean {
  const { currentVersionId, copyVersionId, rotation, rollBack, findings = [] } = head;
  if (findings.some(({ what }) => labelFindings.has(what))) return false;
  const ours: readonly (string | undefined)[] = [copyVersionId ?? currentVersionId, rotation?.versionId, rollBack?.to];
  return ours.includes(movedTo);
}
