import fc from 'fast-check';
import { instantOf } from '../../../lib/model/instant';
import { instantAt } from './instant-at';

describe('instantAt', () => {
  it('is what instantOf says, whatever was asked for before', () => {
    const moment = fc.double({ min: 0, max: 4e12, noNaN: true });
    const near = fc.tuple(moment, fc.array(fc.integer({ min: 0, max: 150_000_000 })));
    fc.assert(
      fc.property(near, ([start, steps]) => {
        for (const ms of [start, ...steps.map((step) => start + step)]) expect(instantAt(ms)).toBe(instantOf(ms));
      }),
    );
  });
});
