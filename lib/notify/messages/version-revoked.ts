import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';
import { timelineOf } from './incident-lines';

const reasons: Readonly<Record<string, string>> = {
  superseded: 'its successor is current and the overlap has ended',
  leak: 'it leaked',
  operator: 'an operator said so',
  expiry: 'it reached its hard expiry',
  gone: 'somebody had ended it at its issuer before',
  refused: 'it was found wrong before it was ever current',
};

/** The issuer accepted the revocation of a version. */
export const versionRevoked: Drafter = ({ event, incident }) => {
  const reason = evidenceOf(event, 'reason') ?? 'not told';
  const deadBy = evidenceOf(event, 'deadBy');
  const planned = reason === 'superseded' || reason === 'refused';
  return {
    title: 'version revoked',
    lines: [
      `Version ${event.entry.versionId ?? 'unknown'} was revoked at ${event.at}: ${reasons[reason] ?? reason}.`,
      ...(deadBy === undefined ? [] : [`The issuer should refuse it by ${deadBy}; that is looked at, and told.`]),
      ...(incident === undefined ? [] : ['What was done:', ...timelineOf(incident).map((step) => `  - ${step}`)]),
    ],
    next: [planned ? 'Nothing.' : 'See that every consumer uses the value that is in the secret now.'],
  };
};
