import { amend } from '../amend';
import type { WorkerWorld } from '../world';
import type { Begun } from './begin-roll-back';

/** Ends a roll-back that cannot be done: the current version stays, the old one retires when it is due, and the owner is told why. */
export async function refuseRollBack(world: WorkerWorld, { keyId, rollBack }: Begun, reason: string): Promise<void> {
  await amend(world, keyId, (head) => {
    if (head.rollBack?.commandId !== rollBack.commandId) return { skip: 'ended before' };
    const { actor, from, to } = rollBack;
    return {
      entry: {
        type: 'roll-back-refused',
        actor,
        cause: 'rolled back',
        versionId: to,
        evidence: { from, to, reason, ordered: rollBack.reason },
      },
      head: { rollBack: undefined },
    };
  });
}
