import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** A credential of an attempt that was given up was found at the issuer and revoked. */
export const orphanRevoked: Drafter = ({ event }) => ({
  title: 'orphan revoked',
  lines: [
    `A credential with the label ${evidenceOf(event, 'label') ?? 'of a given-up attempt'} was found at the issuer and revoked at ${event.at}.`,
    'It was minted by an attempt that was given up, and no consumer ever had it.',
  ],
  next: ['Nothing.'],
});
