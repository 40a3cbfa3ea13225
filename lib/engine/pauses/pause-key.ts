import type { KeyId } from '../../model/ids';
import type { Pause } from '../../model/work/pause';
import { amend } from '../amend';
import type { World } from '../world';

/** Stops the rotations of a key until then; a later pause takes the place of an earlier one. @throws RekeyError `not_found` */
export async function pauseKey(world: World, keyId: KeyId, pause: Pause): Promise<void> {
  await amend(world, keyId, (head) => {
    if (JSON.stringify(head.pause) === JSON.stringify(pause)) return { skip: 'paused before' };
    return { entry: { type: 'key-paused', actor: pause.actor, evidence: { ...pause } }, head: { pause } };
  });
}
