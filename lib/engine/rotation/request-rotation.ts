import { awaitsAdoption } from '../../model/adoption/awaits-adoption';
import type { Actor, CommandId, KeyId } from '../../model/ids';
import { modeOf } from '../../model/manifest/mode-of';
import { pausesOf } from '../../model/work/pause';
import { RekeyError } from '../../model/rekey-error';
import { secretGone } from '../../model/foreign/secret-gone';
import { isFinished } from './finished-commands';
import { isRestored } from '../restored-ledger/is-restored';
import { rotateWork } from './rotate-work';
import type { World } from '../world';

const goneReasons = {
  'deletion scheduled':
    'its secret is scheduled for deletion: restore it first, with "aws secretsmanager restore-secret"',
  'secret deleted': 'its secret was deleted: release the key, and declare it with another secret',
} as const;

/** An operator's wish for a fresh value now. The same command id is the same wish. @throws RekeyError `not_found` */
export async function requestRotation(
  world: World,
  { keyId, actor, commandId }: { keyId: KeyId; actor: Actor; commandId: CommandId },
): Promise<{ accepted: true } | { accepted: false; reason: string }> {
  const head = await world.ledger.key(keyId);
  if (head === undefined) throw new RekeyError('not_found', `key ${keyId} is not registered`);
  if (isFinished(head, commandId)) return { accepted: true };
  if (head.status === 'released') return { accepted: false, reason: 'the key was released: apply it again first' };
  if (await isRestored(world)) return { accepted: false, reason: 'the ledger was restored: run "rekey recover" first' };
  if (modeOf(head.manifest) === 'observe') {
    return { accepted: false, reason: 'the key is only observed: apply it with "mode: enforce" first' };
  }
  const now = world.clock.now();
  const [pause] = pausesOf(head, await world.ledger.installation(), now);
  if (pause !== undefined) {
    const reason = `paused until ${pause.until} (${pause.reason}): end it with "rekey resume", or wait`;
    return { accepted: false, reason };
  }
  const gone = secretGone(head);
  if (gone !== undefined) return { accepted: false, reason: goneReasons[gone] };
  if (awaitsAdoption(head)) {
    const why = head.setback === undefined ? 'that is tried by itself' : head.setback.reason;
    return { accepted: false, reason: `its credential is not adopted yet: ${why}` };
  }
  const { rotation, rollBack } = head;
  if (rollBack !== undefined) return { accepted: false, reason: `a roll-back is under way since ${rollBack.begunAt}` };
  if (rotation?.claimUntil !== undefined && rotation.claimUntil > now) {
    return { accepted: false, reason: `a rotation is in flight since ${rotation.begunAt}` };
  }
  const work = { ...rotateWork(head, now), cause: 'manual' as const, commandId, actor };
  await world.queues.send({ lane: 'rotations', issuer: head.manifest.issuer }, work);
  return { accepted: true };
}
