import type { Work } from '../work/work';

/** What work does while the ledger is one restored from a backup: it may not know which version is current, or that one exists. */
export type OnRestoredLedger =
  | 'waits'
  /** Only where an operator named the version; a person may know what the ledger does not. */
  | 'by order alone'
  | 'goes on';

/** Whatever adopts, mints, moves a label, switches off or revokes waits until the ledger was recovered; so does what tells strangers from our own. */
export function onRestoredLedger(kind: Work['kind']): OnRestoredLedger {
  switch (kind) {
    case 'rotate':
    // It may have been adopted, and replaced, since.
    case 'adopt':
    case 'roll-back':
    case 'retire':
    case 'prove':
    case 'expire':
    case 'search':
    case 'sessions':
    case 'reap':
    case 'check':
      return 'waits';
    case 'contain':
      return 'by order alone';
    case 'remind':
    case 'discover':
    case 'recover':
      return 'goes on';
  }
}
