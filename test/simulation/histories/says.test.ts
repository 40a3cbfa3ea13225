import fc from 'fast-check';
import { says } from './says';

describe('says', () => {
  it('finds a text wherever it was put into plain data', () => {
    const place = fc.letrec((tie) => ({
      data: fc.oneof(
        { depthSize: 'small' },
        fc.constant('before cnry-0 after'),
        fc.record({ one: fc.jsonValue({ stringUnit: 'grapheme-ascii' }), other: tie('data') }),
        fc.tuple(fc.boolean(), tie('data')),
      ),
    })).data;
    fc.assert(fc.property(place, (data) => expect(says(data, 'cnry-')).toBe(true)));
  });

  it.each([
    { data: { deep: [{ in: 'it cnry-1 stands' }] }, where: 'in a value' },
    { data: { 'cnry-1': 1 }, where: 'in the name of a field' },
    { data: 'cnry-1', where: 'alone' },
  ])('finds a text $where', ({ data }) => {
    expect(says(data, 'cnry-')).toBe(true);
  });

  it('finds nothing where there is nothing', () => {
    expect(says({ a: undefined, b: null, c: 7, d: [true] }, 'cnry-')).toBe(false);
  });

  it('passes over what is frozen', () => {
    expect(says({ old: Object.freeze({ a: 'cnry-1' }), fresh: { a: 'b' } }, 'cnry-')).toBe(false);
  });
});
