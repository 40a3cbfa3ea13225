import { cachedAdminCredential } from '../../lib/issuers/cached-admin-credential';
import { adminMaterial } from '../../lib/issuers/admin-material';
import { issuerConfigSchema } from '../../lib/issuers/issuer-config';
import { issuerProfile } from '../../lib/issuers/issuer-profile';
import { issuerNameSchema } from '../../lib/model/ids';
import { instantOf } from '../../lib/model/instant';
import { SecretValue } from '../../lib/model/secret-value';
import { instantCatalogue } from './instant-catalogue';
import { freshValue } from './recorded-world';

const name = issuerNameSchema.parse('mine');
const url = 'https://issuer.example.com';

describe('the configuration of an issuer', () => {
  it.each(['https://issuer.example.com/base', 'http://127.0.0.1:4242', 'http://localhost:1'])('takes %s', (address) => {
    expect(issuerConfigSchema.safeParse({ name: 'mine', kind: 'unleash', url: address }).success).toBe(true);
  });

  it.each([
    'http://issuer.example.com',
    'https://a:b@issuer.example.com',
    'https://issuer.example.com/?q',
    'ftp://localhost',
    'mine',
  ])('refuses %s', (address) => {
    expect(issuerConfigSchema.safeParse({ name: 'mine', kind: 'unleash', url: address }).success).toBe(false);
  });

  it.each([
    ['a kind that is not shipped', { name, kind: 'instant', url }],
    ['a catalogue of another kind', { name, kind: 'unleash', url, catalogue: instantCatalogue }],
    ['no address', { name, kind: 'unleash' }],
    [
      'a setting that the catalogue wants',
      {
        name,
        kind: 'instant',
        url,
        catalogue: instantCatalogue.replace('identity: id', 'identity: id\nsettings: [account]'),
      },
    ],
  ])('is refused for %s', (_, config) => {
    expect(() => issuerProfile(config)).toThrow(expect.objectContaining({ code: 'misconfigured' }));
  });
});

describe('the admin credential', () => {
  it('is the bare text of a secret, as token', () => {
    const value = freshValue();
    expect(adminMaterial(new SecretValue(`${value}\n`))['token']?.reveal() === value).toBe(true);
  });

  it('is the texts of a JSON secret, by name', () => {
    const material = adminMaterial(new SecretValue(JSON.stringify({ user: 'u', password: 'p', port: 1 })));
    expect(Object.entries(material).map(([field, value]) => [field, value.reveal()])).toEqual([
      ['user', 'u'],
      ['password', 'p'],
    ]);
  });

  it('is kept for its time, and read anew after it or when asked for fresh', async () => {
    let nowMs = 0;
    let reads = 0;
    const read = () => Promise.resolve({ token: new SecretValue(String(++reads)) });
    const clock = { now: () => instantOf(nowMs), sleep: () => Promise.resolve() };
    const credential = cachedAdminCredential(read, clock, 60);
    const seen: (string | undefined)[] = [];
    for (const [atMs, fresh] of [
      [0, false],
      [59_999, false],
      [60_000, false],
      [60_001, true],
      [60_002, false],
    ] as const) {
      nowMs = atMs;
      seen.push((await credential({ fresh }))['token']?.reveal());
    }
    expect(seen).toEqual(['1', '1', '2', '3', '3']);
  });
});
