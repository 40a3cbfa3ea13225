import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** Somebody else moved the label of the current version, or put a value. */
export const foreignChangeFound: Drafter = ({ event, head }) => ({
  title: 'foreign change found',
  lines: [
    `Version ${evidenceOf(event, 'holder') ?? 'unknown'} of the secret${head === undefined ? '' : ` ${head.manifest.secret.name}`} is current; Rekey had left ${evidenceOf(event, 'expected') ?? 'another'} there.`,
    'Rekey does not overwrite what somebody else put: the rotation waits.',
  ],
  next: ['Find who changed the secret, and put the expected version back, or tell why it is to stay.'],
});
