import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** A roll-back that was accepted could not be done: the current version stays. */
export const rollBackRefused: Drafter = ({ event }) => ({
  title: 'roll-back refused',
  lines: [
    `Version ${evidenceOf(event, 'to') ?? event.entry.versionId ?? 'before'} was not made current again; what was current stays so.`,
    `Reason: ${evidenceOf(event, 'reason') ?? 'not told'}.`,
  ],
  next: ['Do what the reason names, or have the key rotated for a fresh value.'],
});
