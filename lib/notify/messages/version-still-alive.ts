import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** A revoked version outlived the time that its issuer needs to forget it. */
export const versionStillAlive: Drafter = ({ event }) => {
  const unproven = evidenceOf(event, 'unproven');
  return {
    title: 'revoked version still alive',
    lines: [
      `Version ${event.entry.versionId ?? 'unknown'} should have been refused by ${evidenceOf(event, 'deadBy') ?? 'now'}.`,
      unproven === undefined ? 'The issuer still accepts it.' : `Whether it is cannot be shown: ${unproven}.`,
    ],
    next: ['Look at the issuer: is the key gone there?', 'Until it is refused, take it for usable by whoever has it.'],
  };
};
