import fc from 'fast-check';
import { retryDelaySeconds } from '../../lib/model/retry';

describe('the delay before the next try', () => {
  it('doubles from a minute to six hours on schedule', () => {
    expect([1, 2, 3, 9, 10, 50].map((failures) => retryDelaySeconds(failures, 'scheduled'))).toEqual([
      60, 120, 240, 15_360, 21_600, 21_600,
    ]);
  });

  it('doubles from five seconds to five minutes after a leak', () => {
    expect([1, 2, 7, 50].map((failures) => retryDelaySeconds(failures, 'leak'))).toEqual([5, 10, 300, 300]);
  });

  it('is never shorter than the issuer asks for, within its limit, and never shrinks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(100_000), (failures, asked) => {
        const delay = retryDelaySeconds(failures, 'scheduled', asked);
        expect(delay).toBeGreaterThanOrEqual(Math.min(asked, 21_600));
        expect(delay).toBeLessThanOrEqual(21_600);
        expect(retryDelaySeconds(failures + 1, 'scheduled', asked)).toBeGreaterThanOrEqual(delay);
      }),
    );
  });
});
