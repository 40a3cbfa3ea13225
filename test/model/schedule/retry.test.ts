import fc from 'fast-check';
import { type Tried, retryDelaySeconds } from '../../../lib/model/schedule/retry';

const month = 30 * 86_400;
const tried = (fields: Partial<Tried>): Tried => ({
  keyId: 'shop/key',
  cause: 'scheduled',
  failures: 1,
  maxAgeSeconds: month,
  ...fields,
});

describe('the delay before the next try', () => {
  it('doubles from a minute to six hours on schedule, shortened by a quarter at most', () => {
    const whole = [60, 120, 240, 15_360, 21_600, 21_600];
    const delays = [1, 2, 3, 9, 10, 50].map((failures) => retryDelaySeconds(tried({ failures })));
    expect(delays.map((delay, index) => delay <= (whole[index] ?? 0))).toEqual(whole.map(() => true));
    expect(delays.map((delay, index) => delay >= (whole[index] ?? 0) * 0.75)).toEqual(whole.map(() => true));
  });

  it('is no longer than a tenth of the life of a version', () => {
    const delay = retryDelaySeconds(tried({ failures: 50, maxAgeSeconds: 10_800 }));
    expect(delay).toBeLessThanOrEqual(1080);
  });

  it('doubles from five seconds to five minutes after a leak', () => {
    const delays = [1, 2, 7, 50].map((failures) => retryDelaySeconds(tried({ cause: 'leak', failures })));
    expect(delays).toEqual([5, 10, 300, 300]);
  });

  it('differs from try to try, and from key to key', () => {
    const delays = [
      retryDelaySeconds(tried({ failures: 50 })),
      retryDelaySeconds(tried({ failures: 51 })),
      retryDelaySeconds(tried({ failures: 50, keyId: 'shop/other' })),
    ];
    expect(new Set(delays).size).toBe(3);
  });

  it('is never shorter than the issuer asks for, within its limit, and grows until it has reached its limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(100_000), fc.string(), (failures, asked, keyId) => {
        const delay = retryDelaySeconds(tried({ failures, retryAfterSeconds: asked, keyId }));
        expect(delay).toBeGreaterThanOrEqual(Math.min(asked, 21_600));
        expect(delay).toBeLessThanOrEqual(21_600);
        if (failures > 8) return;
        const next = retryDelaySeconds(tried({ failures: failures + 1, retryAfterSeconds: asked, keyId }));
        expect(next).toBeGreaterThanOrEqual(delay);
      }),
    );
  });
});
