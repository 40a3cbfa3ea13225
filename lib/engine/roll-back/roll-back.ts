import { RekeyError } from '../../model/rekey-error';
import type { WorkOf } from '../../model/work/work';
import { beginRollBack } from './begin-roll-back';
import { moveBack } from './move-back';
import { recordRolledBack } from './record-rolled-back';
import { refuseRollBack } from './refuse-roll-back';
import type { WorkerWorld } from '../world';

/** Makes the version before the current one current again, while it lives; or says why that cannot be. @throws IssuerError; RekeyError `contended` */
export async function rollBack(world: WorkerWorld, work: WorkOf<'roll-back'>): Promise<void> {
  const begun = await beginRollBack(world, work);
  if (begun === undefined) return;
  const moved = await moveBack(world, begun);
  switch (moved.kind) {
    case 'moved':
      return recordRolledBack(world, begun);
    case 'refused':
      // What an earlier try has sent may still take effect: nobody hears of a refusal that did not stay one.
      if (begun.resumed && world.clock.now() <= begun.rollBack.until) throw new RekeyError('contended', moved.reason);
      return refuseRollBack(world, begun, moved.reason);
  }
}
