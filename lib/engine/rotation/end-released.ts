import { amend } from '../amend';
import { answerFor } from '../checks/answer-for';
import { rekeyActor } from '../rekey-actor';
import type { WorkerWorld } from '../world';
import type { Claim } from './claim';
import { currentHolder } from './current-holder';
import type { RotationFailure } from './fail-rotation';
import { gaveWay } from './gave-way';

/**
 * Ends a failed rotation of a key that was let go, at an issuer that gives no grace, once no roll can still arrive: where its value is accepted, so that none was done, or where others
 * made another version current, so that its consumers have what those gave them. False: that is not known, and what may have been rolled is finished. Two reads and up to four calls, for such
 * a key only. @throws IssuerError
 */
export async function endReleased(world: WorkerWorld, claim: Claim, failure: RotationFailure): Promise<boolean> {
  const { head, rotation } = claim;
  if (head.status !== 'released' || world.issuer.capabilities.roll?.graceMaxSeconds !== 0) return false;
  if (rotation.settledAt !== undefined && rotation.settledAt > world.clock.now()) return false;
  if (!(await leavesNoGap(world, claim))) return false;
  const outcome = await amend<'ended before'>(
    world,
    head.keyId,
    (now) => {
      if (now.rotation === undefined) return { skip: 'ended before' };
      const { kind, reason } = failure;
      return {
        entry: {
          type: 'rotation-failed',
          actor: rekeyActor,
          cause: rotation.cause,
          versionId: rotation.versionId,
          evidence: { kind, reason, failures: now.rotation.failures + 1 },
        },
        ...gaveWay(world, now),
      };
    },
    { fence: claim.fence },
  );
  return outcome.kind === 'recorded';
}

async function leavesNoGap(world: WorkerWorld, { head, rotation, secretArn }: Claim): Promise<boolean> {
  const holder = await currentHolder(world, secretArn);
  if (holder !== rotation.parent) return holder !== undefined;
  const parent = await world.ledger.version(head.keyId, rotation.parent);
  return parent !== undefined && (await answerFor(world, parent)) === 'alive';
}
