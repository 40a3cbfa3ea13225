import type { KeyHead } from '../../model/ledger/key-head';
import type { Work, WorkOf } from '../../model/work/work';
import { withholds } from '../../model/adoption/withholds';
import { amend, type Decide } from '../amend';
import type { NotWithheld } from './not-withheld';
import { withholdContainment } from './withhold-containment';
import { withholdEnd } from './withhold-end';
import { withholdRotation } from './withhold-rotation';
import type { WorkerWorld } from '../world';

/** Work that an observed key is spared. */
export type Withheld = WorkOf<'rotate'> | WorkOf<'retire'> | WorkOf<'expire'> | WorkOf<'contain'>;

/**
 * Whether work is withheld because its key is only observed. Then what would have been done is recorded and told, once, and the
 * schedule goes on as if it had been. `found` is the key as the work found it; decided from the head as it is when that is recorded.
 */
export async function observe(world: WorkerWorld, work: Work, found: KeyHead | undefined): Promise<boolean> {
  if (!isWithheld(work) || found === undefined || !withholds(found, work)) return false;
  const outcome = await amend<NotWithheld>(world, work.keyId, (head) =>
    withholds(head, work) ? decision(world, work)(head) : { skip: 'act' },
  );
  return outcome.kind === 'recorded' || outcome.because === 'done';
}

function isWithheld(work: Work): work is Withheld {
  return work.kind === 'rotate' || work.kind === 'retire' || work.kind === 'expire' || work.kind === 'contain';
}

function decision(world: WorkerWorld, work: Withheld): Decide<NotWithheld> {
  return (head: KeyHead) => {
    switch (work.kind) {
      case 'rotate':
        return withholdRotation(world, head, work);
      case 'retire':
      case 'expire':
        return withholdEnd(world, head, work);
      case 'contain':
        return withholdContainment(world, head, work);
    }
  };
}
