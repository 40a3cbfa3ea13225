import { sightingSchema } from '../../model/leaks/leak-report';
import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';
import { placeOf } from './incident-lines';

/** A reported credential has the form of an issuer of ours, and is none that Rekey knows. */
export const unknownCredentialFound: Drafter = ({ event }) => {
  const sighting = sightingSchema.safeParse(event.entry.evidence['sighting']).data;
  return {
    title: 'unknown credential found',
    lines: [
      `A leak report holds a credential in the form of the issuer ${evidenceOf(event, 'issuer') ?? 'unknown'}, and it is none that Rekey issued.`,
      ...(sighting === undefined ? [] : [`Where it was seen: ${placeOf(sighting)}.`]),
      `Report ${evidenceOf(event, 'reportId') ?? 'unknown'}; exposure: ${evidenceOf(event, 'exposure') ?? 'unknown'}.`,
    ],
    next: ['Find whose it is at the issuer, and revoke it there: Rekey does not touch what it does not govern.'],
  };
};
