import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** Somebody pulled the brake. */
export const rotationPaused: Drafter = ({ event }) => ({
  title: 'rotation paused',
  lines: [
    `Rotations of ${evidenceOf(event, 'scope') ?? 'this key'} are paused until ${evidenceOf(event, 'until') ?? 'a time that is not told'}.`,
    `Reason: ${evidenceOf(event, 'reason') ?? 'not told'}.`,
    event.entry.evidence['containment'] === true
      ? 'Leaks are not contained meanwhile either.'
      : 'Leaks are contained all the same.',
  ],
  next: ['Nothing, if this is known to you: it ends by itself. To end it sooner, run "rekey resume".'],
});
