import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** Somebody ended a pause before its time. */
export const rotationResumed: Drafter = ({ event }) => ({
  title: 'rotation resumed',
  lines: [
    `Rotations of ${evidenceOf(event, 'scope') ?? 'this key'} go on; they were to be paused until ${evidenceOf(event, 'until') ?? 'a later time'}.`,
    `They had been paused because: ${evidenceOf(event, 'reason') ?? 'not told'}.`,
  ],
  next: ['Nothing: what waited is taken up within five minutes.'],
});
