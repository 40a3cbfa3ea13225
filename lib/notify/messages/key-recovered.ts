import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** A key is governed again after the ledger was restored from a backup. */
export const keyRecovered: Drafter = ({ event }) => ({
  title: 'key recovered',
  lines: [
    `The ledger was restored from a backup, and knows this key again: version ${event.entry.versionId ?? 'unknown'} is current.`,
    `Before, it took ${evidenceOf(event, 'before') ?? 'none'} for it. Older versions that live are revoked after the whole overlap from now.`,
  ],
  next: ['Nothing. What happened between the backup and now is not in the lineage.'],
});
