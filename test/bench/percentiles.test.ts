import fc from 'fast-check';
import { percentiles } from './percentiles';

describe('percentiles', () => {
  it('of 20 measurements are the 10th and the 19th, whatever their order', () => {
    const measured = Array.from({ length: 20 }, (_, index) => index + 1);
    fc.assert(
      fc.property(fc.shuffledSubarray(measured, { minLength: 20 }), (shuffled) => {
        expect(percentiles(shuffled)).toEqual({ p50: 10, p95: 19 });
      }),
    );
  });

  it('of one measurement are that', () => {
    expect(percentiles([7])).toEqual({ p50: 7, p95: 7 });
  });

  it('of none are refused', () => {
    expect(() => percentiles([])).toThrow('nothing was measured');
  });
});
