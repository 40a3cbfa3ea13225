import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** A version is older than its policy allows, and lives. */
export const expiryOverdue: Drafter = ({ event, head }) => ({
  title: 'expiry overdue',
  lines: [
    `Version ${event.entry.versionId ?? 'unknown'} should have been gone by ${evidenceOf(event, 'expiresAt') ?? 'now'}, and lives.`,
    ...(head?.rotation?.lastFailure === undefined
      ? []
      : [`The last rotation failed: see "rotation failed" of ${head.rotation.lastFailure.at}.`]),
    head?.manifest.expiry === 'alert'
      ? 'The policy says `expiry: alert`: it is not revoked unasked.'
      : 'Its revocation is tried on.',
  ],
  next: ['Mend what keeps the key from rotating, or revoke the version.'],
});
