import fc from 'fast-check';
import { credentialPlaces } from '../../../lib/model/discovery/credential-places';
import { readMaterial } from '../../../lib/model/secret-format';
import { SecretValue } from '../../../lib/model/secret-value';

const one = { fields: ['token'], patterns: [{ regex: 'acme_[0-9a-f]{8}' }] } as const;
const two = { fields: ['secret', 'id'], patterns: [{ regex: 'ID[0-9]{4}' }, { regex: '[a-z]{8}' }] } as const;
const token = fc.stringMatching(/^acme_[0-9a-f]{8}$/);
const places = (content: string, issuer: Parameters<typeof credentialPlaces>[1] = one) =>
  credentialPlaces(new SecretValue(content), issuer).map(({ format, field }) => ({ format, field }));

describe('credentialPlaces', () => {
  test('names a bare text', () => {
    expect(places('acme_01234567')).toEqual([{ format: 'text' }]);
  });

  test('names each field of a JSON secret that holds one', () => {
    const content = JSON.stringify({
      url: 'x',
      a: 'acme_01234567',
      'b.c': 'acme_89abcdef',
      n: 1,
      deep: { a: 'acme_01234567' },
    });
    expect(places(content)).toEqual([
      { format: 'json', field: 'a' },
      { format: 'json', field: 'b.c' },
    ]);
  });

  test.each([
    'acme_01234567\n',
    'token=acme_01234567',
    '["acme_01234567"]',
    '"acme_01234567"',
    'acme_0123456',
    '',
    '{',
  ])('finds nothing in %j: adoption would not, either', (content) => {
    expect(places(content)).toEqual([]);
  });

  test('wants all parts of a credential with several, by the issuer’s own names', () => {
    expect(places(JSON.stringify({ secret: 'abcdefgh', id: 'ID1234', more: 'x' }), two)).toEqual([{ format: 'json' }]);
    expect(places(JSON.stringify({ secret: 'abcdefgh' }), two)).toEqual([]);
    expect(places(JSON.stringify({ secret: 'abcdefgh', ID: 'ID1234' }), two)).toEqual([]);
    expect(places('abcdefgh', two)).toEqual([]);
  });

  test('whatever it names is read there by the place alone', () => {
    const secrets = fc.dictionary(fc.string(), fc.oneof(token, fc.string(), fc.integer()));
    fc.assert(
      fc.property(secrets, (object) => {
        const content = new SecretValue(JSON.stringify(object));
        for (const { material, ...place } of credentialPlaces(content, one)) {
          const read = readMaterial({ name: 'x', ...place }, content, one.fields);
          expect(read?.['token']?.reveal()).toBe(material['token']?.reveal());
        }
      }),
    );
  });
});
