import fc from 'fast-check';
import { identifyValue } from '../../lib/leaks/identify-value';
import { pastedValue } from '../../lib/leaks/pasted-value';
import type { IssuerProfile } from '../../lib/ports';
import { acme, acmeToken, intake } from './intake';

/** Acme, had it ids that are no secrets. */
const withIds: IssuerProfile = {
  ...acme,
  patterns: [...acme.patterns, { name: 'acme-id', regex: 'ACME[0-9]{4}', public: true }],
};

describe('identifyValue', () => {
  test.each([
    ['bare', (value: string) => value],
    ['with the line break that came with it', (value: string) => `${value}\r\n`],
    ['in its line', (value: string) => `export TOKEN='${value}'`],
    ['in a JSON secret', (value: string) => JSON.stringify({ url: 'https://example.com', nested: [{ token: value }] })],
  ])('fingerprints a value %s', async (_, wrap) => {
    const { world, fingerprint, reports } = intake();
    const value = acmeToken();

    const marks = await identifyValue(world, pastedValue(wrap(value)));

    expect(marks.fingerprints).toContain(await fingerprint(value));
    expect(marks.form).toBe('acme');
    expect(JSON.stringify(marks)).not.toContain(value);
    expect(reports.waiting).toEqual([]);
  });

  test('fingerprints the fields of a JSON secret whose values have nobody’s form', async () => {
    const { world, fingerprint } = intake();
    const marks = await identifyValue(world, pastedValue('{"user": "rekey", "password": "correct horse battery"}'));
    expect(marks.fingerprints).toContain(await fingerprint('correct horse battery'));
    expect(marks).not.toHaveProperty('form');
  });

  test('names the ids in it that are no secrets, each once', async () => {
    const { world } = intake();
    const pasted = pastedValue('key ACME0001, again ACME0001, then ACME0002');
    expect((await identifyValue({ ...world, profiles: async () => [withIds] }, pasted)).publicIds).toEqual([
      { issuer: 'acme', id: 'ACME0001' },
      { issuer: 'acme', id: 'ACME0002' },
    ]);
  });

  test('computes a hundred fingerprints at most, whatever is pasted', async () => {
    const { world } = intake();
    const fields = Array.from({ length: 3000 }, (_, index) => [`field${index}`, `"export A=field value ${index}"`]);
    const { fingerprints } = await identifyValue(
      world,
      pastedValue(JSON.stringify(Object.fromEntries(fields)).slice(0, 65_536)),
    );
    expect(fingerprints.length).toBeLessThanOrEqual(100);
  });

  test('takes whatever text or document there is', async () => {
    const { world } = intake();
    const documents = fc.oneof(fc.json(), fc.string({ minLength: 8 }), fc.constant('['.repeat(60_000)));
    await fc.assert(
      fc.asyncProperty(documents, async (text) => {
        fc.pre(text.trim().length >= 8);
        expect((await identifyValue(world, pastedValue(text))).fingerprints.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  test.each(['', 'short', ' 1234567 '])('refuses %j, which is no credential', (text) => {
    expect(() => pastedValue(text)).toThrow(expect.objectContaining({ code: 'bad_input' }));
  });
});
