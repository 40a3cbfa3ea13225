import type { Work } from '../model/work';
import { adopt } from './adopt';
import { carrySessionEnd } from './carry-session-end';
import { checkKey } from './check-key';
import { containLeak } from './contain-leak';
import { discover } from './discover';
import { expire } from './expire';
import { prove } from './prove';
import { reap } from './reap';
import { recover } from './recover';
import { remind } from './remind';
import { retire } from './retire';
import { rollBack } from './roll-back';
import { rotate } from './rotate';
import { searchOrphans } from './search-orphans';
import type { WorkerWorld } from './world';

/** Does what a message says, by the engine function that its kind names. @throws IssuerError; RekeyError */
export async function carryOut(world: WorkerWorld, work: Work): Promise<void> {
  switch (work.kind) {
    case 'rotate':
      await rotate(world, work);
      return;
    case 'adopt':
      return adopt(world, work);
    case 'roll-back':
      return rollBack(world, work);
    case 'retire':
      return retire(world, work);
    case 'prove':
      return prove(world, work);
    case 'expire':
      return expire(world, work);
    case 'search':
      return searchOrphans(world, work);
    case 'sessions':
      return carrySessionEnd(world, work);
    case 'check':
      return checkKey(world, work);
    case 'contain':
      return containLeak(world, work);
    case 'remind':
      return remind(world, work);
    case 'discover':
      return discover(world, work);
    case 'reap':
      return reap(world);
    case 'recover':
      return recover(world, work);
  }
}
