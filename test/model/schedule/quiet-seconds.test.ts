import { quietSeconds } from '../../../lib/model/schedule/quiet-seconds';

describe('an item that was enqueued is left alone', () => {
  test.each([
    ['rotate', 0, 300],
    ['rotate', 100, 450],
    ['retire', 2000, 3300],
    ['rotate', 100_000, 3900],
    ['contain', 0, 30],
    ['contain', 2000, 30],
  ] as const)('%s with %i messages before it for %i s', (kind, ahead, seconds) => {
    expect(quietSeconds(kind, ahead)).toBe(seconds);
  });
});
