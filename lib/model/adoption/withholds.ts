import type { KeyHead } from '../ledger/key-head';
import { modeOf } from '../manifest/mode-of';
import type { Work } from '../work/work';

/** Whether work may have to be withheld, because its key is only observed: what replaces and ends credentials, and containment unless that was switched on. */
export function withholds({ manifest }: Pick<KeyHead, 'manifest'>, { kind }: Pick<Work, 'kind'>): boolean {
  if (modeOf(manifest) === 'enforce') return false;
  switch (kind) {
    case 'rotate':
    case 'retire':
    case 'expire':
      return true;
    case 'contain':
      return manifest.contain !== true;
    case 'adopt':
    case 'prove':
    case 'search':
    case 'sessions':
    case 'roll-back':
    case 'remind':
    case 'reap':
    case 'discover':
    case 'check':
    case 'recover':
      return false;
  }
}
