import fc from 'fast-check';
import { parse } from 'yaml';
import { joinDiscovered } from '../../lib/cli/discover/join-discovered';
import { keysFileOf } from '../../lib/cli/discover/keys-file-of';
import { type IssuerName, keyIdSchema } from '../../lib/model/ids';
import { sampleCredential, sampleSecret } from './discovered';

const issuer = 'unleash' as IssuerName;
const now = Date.parse('2026-11-23T12:00:00.000Z');

/** Text of somebody who would like to be read as YAML. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '? a',
    '&x',
    '*x',
    '- a',
    '# b',
    'a: b',
    '"',
    "'",
    '!!js',
    '---',
    '%YAML',
    '{',
    '<<',
    'x\n  owner: me',
    '\u2028k: v',
    'null',
    '~',
    '1e3',
    'a\u202Eb',
    '\u200Ba: b',
    '\u0085',
    '\u{E0001}',
    '\uFEFF',
  ),
);

describe('keysFileOf', () => {
  test('says in YAML what was found, whatever it is called', () => {
    const names = fc.array(fc.record({ label: hostile, secret: hostile, field: hostile, by: hostile }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(names, (all) => {
        const found = all.flatMap(({ label, secret, field, by }, index) => {
          const ref = { id: `${index}`, label };
          return [sampleCredential(label, { ref, createdBy: by }), sampleSecret(secret, label, { ref, field })];
        });
        const { credentials } = joinDiscovered(found);
        const file = keysFileOf(issuer, credentials, now);
        expect(file.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);

        const { keys } = parse(file) as { keys: Record<string, { secret: object; adopt: object }> };
        const declared = Object.entries(keys);
        expect(declared).toHaveLength(all.length);
        expect(declared.every(([keyId]) => keyIdSchema.safeParse(keyId).success)).toBe(true);
        for (const [index, { secret, field }] of all.entries()) {
          const key = declared.find(
            ([, { adopt }]) => JSON.stringify(adopt) === JSON.stringify({ issuerKeyId: `${index}` }),
          );
          expect(key?.[1].secret).toEqual({ name: secret, format: 'json', field });
        }
      }),
    );
  });

  test('asks for the secret where none was found', () => {
    const { credentials } = joinDiscovered([sampleCredential('a', { allow: undefined })]);
    expect(parse(keysFileOf(issuer, credentials, now))).toMatchObject({
      keys: { a: { secret: { name: '?' }, grant: [{ allow: '?', because: '?' }] } },
    });
  });

  test('is a keys file, too, when there is nothing to adopt', () => {
    expect(parse(keysFileOf(issuer, [], now))).toMatchObject({ keys: {} });
  });
});
