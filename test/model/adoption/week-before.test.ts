import fc from 'fast-check';
import { epochMs, instantOf } from '../../../lib/model/instant';
import { weekBefore } from '../../../lib/model/adoption/week-before';

describe('weekBefore', () => {
  it('is the last whole week, from Monday to Monday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (ms) => {
        const { from, until } = weekBefore(instantOf(ms));
        expect(new Date(until).getUTCDay()).toBe(1);
        expect(until.slice(11)).toBe('00:00:00.000Z');
        expect(epochMs(until) - epochMs(from)).toBe(7 * 86_400_000);
        expect(ms - epochMs(until)).toBeGreaterThanOrEqual(0);
        expect(ms - epochMs(until)).toBeLessThan(7 * 86_400_000);
      }),
    );
  });
});
