import { formatDuration } from '../../model/duration';
import type { Drafter } from '../draft';

/** The first version of a key is current. */
export const keyIssued: Drafter = ({ event, head }) => ({
  title: 'key issued',
  lines: [
    `The first version is current since ${event.at}.`,
    ...(head === undefined
      ? []
      : [
          `It stands in the secret ${head.manifest.secret.name} and is replaced before it is ${formatDuration(head.manifest.maxAgeSeconds)} old.`,
        ]),
  ],
  next: ['Point the consumers at the secret, if they are not yet.'],
});
