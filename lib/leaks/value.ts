import type { LeakSource } from './leak-source';
import { pastedValue } from './pasted-value';

/** One value, as somebody found it: bare, quoted, or within its line. */
export const value: LeakSource = {
  name: 'value',
  possession: true,
  read: (request) => [{ value: pastedValue(request.value), sighting: {} }],
};
