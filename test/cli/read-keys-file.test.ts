import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { CliError, type PlacedProblem } from '../../lib/cli/cli-error';
import { keysJsonSchema } from '../../lib/cli/keys-file/keys-json-schema';
import { readKeysFile } from '../../lib/cli/keys-file/read-keys-file';

const good = [
  'defaults: {maxAge: 30d, overlap: 25h, expiry: revoke}',
  'keys:',
  '  shop/flags:',
  '    owner: ana@example.com',
  '    purpose: reads flags',
  '    issuer: unleash',
  '    secret: {name: shop/flags, field: token}',
  '    grant:',
  '      - allow: {type: client}',
  '        because: reads flags at start',
  '    consumers: [{name: web, refresh: 5m}]',
];
const without = (text: string) => good.filter((line) => !line.includes(text)).join('\n');
const exchanged = (text: string, line: string) => good.map((old) => (old.includes(text) ? line : old)).join('\n');

function problemsOf(text: string): readonly PlacedProblem[] {
  try {
    readKeysFile('keys.yaml', text);
  } catch (error) {
    if (error instanceof CliError) return error.problems;
    throw error;
  }
  return [];
}

describe('readKeysFile', () => {
  test('merges the defaults into each key', () => {
    expect(readKeysFile('keys.yaml', good.join('\n')).keys).toMatchObject([
      { keyId: 'shop/flags', declaration: { maxAge: '30d', owner: 'ana@example.com' } },
    ]);
  });

  test("lets a key's own field win over the defaults", () => {
    const text = exchanged('owner', '    owner: ana@example.com\n    maxAge: 60d');
    expect(readKeysFile('keys.yaml', text).keys[0]?.declaration).toMatchObject({ maxAge: '60d' });
  });

  test('reads the example that is shipped', () => {
    const text = readFileSync('examples/keys.yaml', 'utf8');
    expect(readKeysFile('keys.yaml', text).keys.map((key) => key.keyId)).toEqual(['shop/checkout-flags']);
  });

  test.each(['owner', 'purpose', 'issuer', 'consumers'])(
    'refuses a key without %s, at the line of the key',
    (field) => {
      expect(problemsOf(without(`    ${field}:`))).toEqual([
        {
          file: 'keys.yaml',
          line: 3,
          field: `keys.shop/flags.${field}`,
          message: expect.stringMatching(/^is missing: /),
        },
      ]);
    },
  );

  test.each(['maxAge', 'overlap', 'expiry'])('refuses a key without %s of its own or from the defaults', (field) => {
    const text = exchanged('defaults', (good[0] ?? '').replace(new RegExp(`${field}: \\w+(, )?`), ''));
    expect(problemsOf(text)).toMatchObject([{ line: 3, field: `keys.shop/flags.${field}` }]);
  });

  test('refuses a grant without a justification, at the line of the grant', () => {
    expect(problemsOf(without('because'))).toMatchObject([{ line: 9, field: 'keys.shop/flags.grant[0].because' }]);
  });

  test('names the nearest known field of an unknown one, at its own line', () => {
    expect(problemsOf(exchanged('purpose', '    purpos: reads flags'))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          line: 5,
          field: 'keys.shop/flags.purpos',
          message: expect.stringContaining('"purpose"'),
        }),
      ]),
    );
  });

  test('refuses an empty grant that does not say so', () => {
    const text = `${without('because').replace('- allow: {type: client}', '[]')}`;
    expect(problemsOf(text)).toMatchObject([
      { field: 'keys.shop/flags.grant', message: expect.stringContaining('unrestricted: true') },
    ]);
  });

  test('takes an empty grant that says "unrestricted: true"', () => {
    expect(
      problemsOf(`${without('because').replace('- allow: {type: client}', '[]')}\n    unrestricted: true`),
    ).toEqual([]);
  });

  test.each([
    ['25', 'has no unit'],
    ['-3d', 'is negative'],
    ['0h', 'is zero'],
    ['1.5h', 'is no duration'],
  ])('refuses the duration %s', (duration, why) => {
    const text = exchanged('consumers', `    consumers: [{name: web, refresh: ${duration}}]`);
    expect(problemsOf(text)).toMatchObject([
      { line: 11, field: 'keys.shop/flags.consumers[0].refresh', message: expect.stringContaining(why) },
    ]);
  });

  test('places a problem with a default at the defaults, once', () => {
    expect(problemsOf(exchanged('defaults', 'defaults: {maxAge: 30, overlap: 25h, expiry: revoke}'))).toMatchObject([
      { line: 1, field: 'defaults.maxAge' },
    ]);
  });

  test("places the API's problem with a field from the defaults at the defaults", () => {
    const file = readKeysFile('keys.yaml', good.join('\n'));
    expect(file.place(file.keys[0]?.keyId as never, { field: 'overlap', message: 'x' })).toMatchObject({
      line: 1,
      field: 'keys.shop/flags.overlap',
    });
  });

  test('tells all problems of all keys at once, in order of lines', () => {
    const text = `${without('    owner:')}\n  shop/other: {owner: raj}`;
    const lines = problemsOf(text).map((problem) => problem.line);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines).toEqual(lines.toSorted((a = 0, b = 0) => a - b));
  });

  test('refuses an id that is none, the same key twice, and text that is no YAML', () => {
    expect(problemsOf('keys:\n  "a b": {}')).toMatchObject([{ line: 2, message: expect.stringContaining('segments') }]);
    expect(problemsOf('keys:\n  a: {}\n  a: {}')).toMatchObject([{ line: 3 }]);
    expect(problemsOf('keys:\n  a: [')).toMatchObject([{ file: 'keys.yaml' }]);
  });

  test('answers any text with keys or a refusal', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `keys: {a: {${text}}}`),
        ),
        (text) => {
          // Throws what is no refusal.
          expect(problemsOf(text)).toBeInstanceOf(Array);
        },
      ),
    );
  });
});

describe('the JSON Schema of a keys file', () => {
  test('is shipped as the zod schema says', () => {
    expect(JSON.parse(readFileSync('examples/keys.schema.json', 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(keysJsonSchema())),
    );
  });

  test('is named in the example', () => {
    expect(readFileSync('examples/keys.yaml', 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\/keys\.schema\.json$/m,
    );
  });
});
