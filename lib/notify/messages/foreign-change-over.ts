import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** What somebody else did to a key no longer stands. */
export const foreignChangeOver: Drafter = ({ event }) => {
  const to = evidenceOf(event, 'movedBackTo');
  const since = evidenceOf(event, 'since');
  return {
    title: `foreign change over: ${evidenceOf(event, 'what') ?? 'not told'}`,
    lines: [
      to === undefined
        ? `What was found${since === undefined ? '' : ` at ${since}`} is no longer so.`
        : `Rekey moved AWSCURRENT back to version ${to}, which the issuer accepts.`,
    ],
    next: [
      to === undefined ? 'Nothing.' : 'See that the consumers work again, and that nobody moves the label once more.',
    ],
  };
};
