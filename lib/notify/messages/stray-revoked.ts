import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** The reaper revoked a credential that should not have been there. */
export const strayRevoked: Drafter = ({ event }) => ({
  title: 'stray credential revoked',
  lines: [
    `The issuer ${evidenceOf(event, 'issuer') ?? 'unknown'} accepted the revocation of the credential ${evidenceOf(event, 'credential') ?? 'unknown'} at ${event.at}.`,
  ],
  next: ['Nothing.'],
});
