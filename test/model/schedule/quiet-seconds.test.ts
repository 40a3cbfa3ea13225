import { quietSeconds } from '../../../lib/model/schedule/quiet-seconds';

describe('an item that was enqueued is left alone', () => {
  test.each([
    ['rotate', 0, 300],
    ['rotate', 150, 450],
    ['retire', 3000, 3300],
    ['contain', 0, 30],
    ['contain', 3000, 30],
  ] as const)('%s whose message may wait for %i s: for %i s', (kind, wait, seconds) => {
    expect(quietSeconds(kind, wait)).toBe(seconds);
  });
});
