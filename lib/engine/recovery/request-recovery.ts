import type { Actor } from '../../model/ids';
import { RekeyError } from '../../model/rekey-error';
import { amendInstallation } from '../amend-installation';
import { isRestored } from '../restored-ledger/is-restored';
import type { OperatorWorld } from '../world';

/** Has every deployed issuer compared with a ledger that was restored, key by key; with `adopt` what is found is taken in. What was begun before is given up. @throws RekeyError `conflict` when the ledger was not restored */
export async function requestRecovery(
  world: OperatorWorld,
  { actor, adopt }: { actor: Actor; adopt: boolean },
): Promise<{ recoveryId: string }> {
  if (!(await isRestored(world))) {
    throw new RekeyError('conflict', 'the ledger was not restored, or is recovered: there is nothing to recover');
  }
  const recoveryId = world.ids.random();
  await amendInstallation(world, () => ({
    entry: { type: 'recovery-requested', actor, evidence: { recoveryId, adopt } },
    told: false,
  }));
  for (const { name: issuer } of world.issuers.values()) {
    const movedAt = world.clock.now();
    await world.ledger.noteRecovery({ issuer, recoveryId, adopt, state: 'running', movedAt, strangers: [] });
    const work = { kind: 'recover' as const, recoveryId, adopt, skip: 0, dueAt: movedAt };
    await world.queues.send({ lane: 'rotations', issuer }, work);
  }
  return { recoveryId };
}
