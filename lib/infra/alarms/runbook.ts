import type { DeadLetterKind } from '../../model/work/dead-letter-queue';

/** What is watched by a queue's name in the runbook. */
export type WatchedQueue = DeadLetterKind;

/** Headings of the runbook, as they stand in its addresses: one for each kind of alarm. */
export type RunbookHeading =
  | 'sweep-silent'
  | 'rotation-failed'
  | 'key-overdue'
  | 'incident-held'
  | 'still-alive'
  | 'not-ready-to-kill'
  | 'admin-credential-refused'
  | 'reaper-strays'
  | 'ledger-restored'
  | `dead-letters-${WatchedQueue}`
  | `oldest-message-${WatchedQueue}`;

/** What an alarm says: what is wrong, and where it stands what to do. */
export function alarmDescription(wrong: string, heading: RunbookHeading): string {
  return `${wrong}; see docs/runbook.md#${heading}`;
}
