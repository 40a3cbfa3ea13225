import type { IncidentId, VersionId } from '../../model/ids';
import type { KeyHead } from '../../model/ledger/key-head';
import type { KeyWork } from '../../model/work/key-work';
import type { DueItem } from '../../ports';
import { rollBackWork } from '../roll-back/roll-back-work';
import { rotateWork } from '../rotation/rotate-work';

/** The message that a due item asks for, its key being as it is now; undefined: none, or none any more. */
export function workOfItem({ kind, chain, id, at: dueAt }: DueItem, head: KeyHead | undefined): KeyWork | undefined {
  if (chain === 'INSTALLATION') return undefined;
  switch (kind) {
    case 'rotate':
      return head?.due === undefined ? undefined : rotateWork(head, dueAt);
    case 'roll-back':
      return rollBackWork(head, dueAt);
    case 'adopt':
    case 'check':
      return { kind, keyId: chain, dueAt };
    case 'contain':
    case 'remind':
      return { kind, keyId: chain, incidentId: id as IncidentId, dueAt };
    case 'retire':
    case 'prove':
    case 'expire':
    case 'search':
    case 'sessions':
      return { kind, keyId: chain, versionId: id as VersionId, dueAt };
    case 'publish':
      return undefined;
  }
}
