import { decideRollBack } from '../../model/rotation/decide-roll-back';
import type { Actor, CommandId, KeyId, VersionId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import { RekeyError } from '../../model/rekey-error';
import { isFinished } from '../rotation/finished-commands';
import { isRestored } from '../restored-ledger/is-restored';
import type { OperatorWorld } from '../world';

/** An operator's wish for the version before. The same command id is the same wish. @throws RekeyError `not_found`; `refused` with the reason and what to do instead */
export async function requestRollBack(
  world: OperatorWorld,
  order: { keyId: KeyId; reason: string; actor: Actor; commandId: CommandId },
): Promise<{ from: VersionId; to: VersionId }> {
  const { keyId, reason, actor, commandId } = order;
  const head = await world.ledger.key(keyId);
  if (head === undefined) throw new RekeyError('not_found', `key ${keyId} is not registered`);
  if (head.rollBack?.commandId === commandId) return { from: head.rollBack.from, to: head.rollBack.to };
  if (isFinished(head, commandId)) return doneBefore(world, head);
  if (await isRestored(world)) throw new RekeyError('refused', 'the ledger was restored: run "rekey recover" first');
  const issuer = world.issuers.get(head.manifest.issuer);
  if (issuer === undefined) throw new RekeyError('misconfigured', `issuer ${head.manifest.issuer} is not deployed`);
  const now = world.clock.now();
  const decision = decideRollBack(head, await world.ledger.versions(keyId), issuer.capabilities, now);
  if (decision.kind === 'refused') throw new RekeyError('refused', decision.reason);
  const move = { from: decision.from.versionId, to: decision.to.versionId };
  await world.queues.send(
    { lane: 'rotations', issuer: head.manifest.issuer },
    { kind: 'roll-back', keyId, commandId, actor, reason, ...move, after: head.rollBacks ?? 0, dueAt: now },
  );
  return move;
}

/** What a finished roll-back did, as far as it can still be seen: the version that is current was the parent of the one it replaced. */
async function doneBefore(world: OperatorWorld, head: KeyHead): Promise<{ from: VersionId; to: VersionId }> {
  const to = head.currentVersionId as VersionId;
  const versions = await world.ledger.versions(head.keyId);
  return { from: versions.find(({ parent }) => parent === to)?.versionId ?? to, to };
}
