import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';
import { decisionSteps } from './decision-steps';

/** Nobody has decided yet. */
export const incidentStillHeld: Drafter = ({ event }) => ({
  title: 'reported leak still held: decide',
  lines: [
    `Version ${event.entry.versionId ?? 'unknown'} of this key is said to have leaked, lives, and waits for a decision since ${evidenceOf(event, 'heldSince') ?? 'a time that is not told'}.`,
    `Held: ${evidenceOf(event, 'reason') ?? 'not told'}.`,
    `Reminder ${evidenceOf(event, 'reminders') ?? 'of several'}; the next comes at ${evidenceOf(event, 'nextAt') ?? 'a time that is not told'}.`,
  ],
  next: decisionSteps,
});
