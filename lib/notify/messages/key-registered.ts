import type { Drafter } from '../draft';

/** Rekey governs a key from now on. */
export const keyRegistered: Drafter = ({ event }) => ({
  title: 'key registered',
  lines: [`Rekey governs this key since ${event.at}; its first version follows.`],
  next: ['Nothing.'],
});
