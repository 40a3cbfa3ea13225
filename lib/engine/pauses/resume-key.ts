import type { Actor, KeyId } from '../../model/ids';
import { amend } from '../amend';
import type { World } from '../world';

/** Ends the key's own pause; false: it had none. What waited is taken up by the next sweeps. @throws RekeyError `not_found` */
export async function resumeKey(world: World, keyId: KeyId, actor: Actor): Promise<boolean> {
  const outcome = await amend(world, keyId, (head) => {
    if (head.pause === undefined || head.pause.until <= world.clock.now()) return { skip: 'not paused' };
    const { until, reason } = head.pause;
    return { entry: { type: 'key-resumed', actor, evidence: { until, reason } }, head: { pause: undefined } };
  });
  return outcome.kind === 'recorded';
}
