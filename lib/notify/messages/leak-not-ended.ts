import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** A leaked credential that only a person can end. */
export const leakNotEnded: Drafter = ({ event }) => ({
  title: 'leaked credential still works: end it by hand',
  lines: [
    `Version ${event.entry.versionId ?? 'unknown'} of this key leaked, is to be revoked since ${evidenceOf(event, 'since') ?? 'a time that is not told'}, and is not: ${evidenceOf(event, 'reason') ?? 'why is not told'}.`,
    `This is told again at ${evidenceOf(event, 'nextAt') ?? 'a time that is not told'}, and then less and less often, until its value is refused.`,
  ],
  next: [
    'Find the credential at its issuer, by when it was made and by whom, and delete it there.',
    event.entry.evidence['watched'] === false
      ? 'Its secret no longer holds its value, so that Rekey cannot see that it has ended: when you have ended it, say so with "rekey incident dismiss ID --override --reason R".'
      : 'Rekey tries its value every minute: once it is refused, the version counts as revoked, and is proven dead.',
    'If it is no leak, or you take the risk: "rekey incident dismiss ID --override --reason R", with the incident named below.',
  ],
});
