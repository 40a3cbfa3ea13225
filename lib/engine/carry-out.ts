import type { KeyHead } from '../model/ledger/key-head';
import type { Work } from '../model/work/work';
import { adopt } from './adoption/adopt';
import { carrySessionEnd } from './incidents/carry-session-end';
import { checkKey } from './checks/check-key';
import { containLeak } from './incidents/contain-leak';
import { discover } from './discovery/discover';
import { expire } from './retirement/expire';
import { prove } from './retirement/prove';
import { reap } from './reaping/reap';
import { recover } from './recovery/recover';
import { remind } from './incidents/remind';
import { retire } from './retirement/retire';
import { rollBack } from './roll-back/roll-back';
import { rotate } from './rotation/rotate';
import { searchOrphans } from './rotation/search-orphans';
import type { WorkerWorld } from './world';

/** Does what a message says, by the engine function that its kind names; `last` is the key as it was read last. @throws IssuerError; RekeyError */
export async function carryOut(world: WorkerWorld, work: Work, last: KeyHead | undefined): Promise<void> {
  switch (work.kind) {
    case 'rotate':
      await rotate(world, work, { last });
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
      return containLeak(world, work, last);
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
