import { paceOf } from '../../../lib/model/schedule/pace-of';
import { waitSeconds } from '../../../lib/model/schedule/wait-seconds';

describe('a message', () => {
  test.each([
    [0, 2, 0],
    [1, 2, 2],
    [100, 2, 150],
    [100, 75, 4],
    [100_000, 2, 3600],
  ])('with %i before it and %i workers is reckoned to wait for %i s', (ahead, workers, seconds) => {
    expect(waitSeconds(ahead, paceOf(workers))).toBe(seconds);
  });
});
