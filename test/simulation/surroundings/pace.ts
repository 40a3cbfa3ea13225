import type { Pace } from '../../../lib/model/schedule/pace';

/** How quickly workers are reckoned to be: so few a minute at most, that much of what is due has to wait for room in its queue. */
export const pace: Pace = { slowest: 40, fastest: 5 };
