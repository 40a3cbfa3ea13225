import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** A revoked version is refused by its issuer, twice seen. */
export const versionDead: Drafter = ({ event }) => {
  const revokedAt = evidenceOf(event, 'revokedAt');
  const seconds = evidenceOf(event, 'secondsToDeath');
  return {
    title: 'version dead',
    lines: [
      `Version ${event.entry.versionId ?? 'unknown'} is refused by its issuer, seen twice, last at ${event.at}.`,
      ...(revokedAt === undefined
        ? []
        : [`It was revoked at ${revokedAt}${seconds === undefined ? '' : `, ${seconds} s before`}.`]),
    ],
    next: ['Nothing.'],
  };
};
