import { randomBytes } from 'node:crypto';
import { shippedCatalogue, shippedKinds } from '../../lib/issuers/catalogue';

function regexOf(kind: string): RegExp {
  return new RegExp(shippedCatalogue(kind)?.patterns[0]?.regex ?? '(?!)', 'g');
}

describe('the pattern of Unleash tokens', () => {
  const hex = (): string => randomBytes(28).toString('hex');

  it.each(['*:production', '[]:development', 'default:production', 'a.b_c~d-e:env-1.eu'])(
    'finds a token of %s',
    (scope) => {
      const value = `${scope}.${hex()}`;
      const hits = [`export KEY=${value}`, `"${value}"`, `Authorization: ${value}\n`].map((text) =>
        text.match(regexOf('unleash')),
      );
      expect(hits.every((found) => found?.length === 1 && found[0] === value)).toBe(true);
    },
  );

  it.each(['default:production.', 'default:.', ':production.', 'production.'])(
    'finds none in %s and too little',
    (start) => {
      expect(regexOf('unleash').test(`${start}${hex().slice(1)}`)).toBe(false);
    },
  );
});

describe.each(shippedKinds)('patterns of %s', (kind) => {
  it.each([
    'a'.repeat(200_000),
    'a:'.repeat(100_000),
    `${'a'.repeat(100)}:${'b.'.repeat(50)}`.repeat(1000),
    `${'.a'.repeat(50)}:${'f'.repeat(99)}.`.repeat(1000),
    `a:a.${'f'.repeat(55)}`.repeat(4000),
    '[]*:'.repeat(50_000),
  ])('are done with hostile text %# in reasonable time', (text) => {
    const begun = performance.now();
    text.match(regexOf(kind));
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
