import type { Drafter } from '../draft';

/** Whatever hindered a kill of the key is gone. */
export const keyReady: Drafter = () => ({
  title: 'key ready to be killed',
  lines: ['What stood in the way is gone: if this key leaked now, it could be ended and replaced.'],
  next: ['Nothing.'],
});
