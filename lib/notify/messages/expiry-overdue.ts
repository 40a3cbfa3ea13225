import type { RekeyEvent } from '../../model/event';
import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** A version is older than its policy allows, or is to be ended and only a person can, and lives. */
export const expiryOverdue: Drafter = ({ event, head }) => ({
  title: 'expiry overdue',
  lines: [
    `Version ${event.entry.versionId ?? 'unknown'} should have been gone by ${evidenceOf(event, 'expiresAt') ?? 'now'}, and lives.`,
    ...becauseOf(event),
    ...(head?.rotation?.lastFailure === undefined
      ? []
      : [`The last rotation failed: see "rotation failed" of ${head.rotation.lastFailure.at}.`]),
    head?.manifest.expiry === 'alert'
      ? 'The policy says `expiry: alert`: it is not revoked unasked.'
      : 'Its revocation is tried on.',
  ],
  next: [
    becauseOf(event).length > 0
      ? 'End it by hand at its issuer: Rekey sees that it was, and records it.'
      : 'Mend what keeps the key from rotating, or revoke the version.',
  ],
});

function becauseOf(event: RekeyEvent): string[] {
  const because = evidenceOf(event, 'because');
  return because === undefined ? [] : [`Rekey cannot end it: ${because}.`];
}
