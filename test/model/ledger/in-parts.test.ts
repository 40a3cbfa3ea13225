import fc from 'fast-check';
import { inParts } from '../../../lib/model/ledger/in-parts';

describe('inParts', () => {
  test('keeps all, in their order, in parts that fit an item', () => {
    const texts = fc.array(
      fc.integer({ min: 0, max: 60_000 }).map((length) => 'x'.repeat(length)),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(texts, (all) => {
        const parts = inParts(all);
        expect(parts.flat()).toEqual(all);
        expect(parts.every((part) => part.length > 0 && JSON.stringify(part).length <= 101_000)).toBe(true);
      }),
    );
  });
});
