import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** The version before is current again, by an operator's order or by somebody's hand. */
export const keyRolledBack: Drafter = ({ event }) => {
  const from = evidenceOf(event, 'from');
  const until = evidenceOf(event, 'retireAt');
  const next = evidenceOf(event, 'rotateAt');
  const replaced = `The version that it replaces${from === undefined ? '' : `, ${from},`}`;
  return {
    title: 'key rolled back',
    lines: [
      `Version ${evidenceOf(event, 'to') ?? event.entry.versionId ?? 'before'} is current again since ${event.at}.`,
      `Reason: ${evidenceOf(event, 'reason') ?? 'not told'}.`,
      until === undefined
        ? `${replaced} has no time of revocation: it is revoked already.`
        : `${replaced} is revoked at ${until}.`,
    ],
    next: [
      next === undefined
        ? 'Mend what was wrong with the newer version before the next rotation.'
        : `Mend what was wrong with the newer version before the next rotation, at ${next}.`,
    ],
  };
};
