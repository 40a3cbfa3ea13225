import type { Drafter } from '../draft';
import { evidenceOf } from '../evidence';

/** An existing credential could not be taken over; it is as it was. */
export const adoptionFailed: Drafter = ({ event, head }) => {
  const next = evidenceOf(event, 'nextTryAt');
  return {
    title: 'adoption failed',
    lines: [
      `Reason: ${evidenceOf(event, 'reason') ?? 'not told'}.`,
      `The credential${head === undefined ? '' : ` in secret ${head.manifest.secret.name}`} is as it was, and so are its consumers.`,
      ...(next === undefined ? [] : [`Next try: ${next}; at once when the key is applied anew.`]),
    ],
    next: ['Correct the declaration, the secret or the right that is missing, or release the key.'],
  };
};
