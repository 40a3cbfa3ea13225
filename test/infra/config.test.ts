import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../lib/infra/config';
import type { IssuerName } from '../../lib/model/ids';
import { RekeyError } from '../../lib/model/rekey-error';

const folder = mkdtempSync(join(tmpdir(), 'rekey-config-'));
const file = join(folder, 'rekey.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  writeFileSync(file, text);
  return readConfig(file);
}

function refusal(text: string): RekeyError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof RekeyError) return error;
  }
  throw new Error('it was accepted');
}

describe('rekey.yaml', () => {
  test('names issuers, their addresses and the secrets of their admin credentials', () => {
    const { issuers, contacts } = read(
      'issuers:\n  unleash: {kind: unleash, url: "https://f.example.com", admin: rekey/admin/unleash}\n',
    );

    expect(issuers).toEqual({
      unleash: { kind: 'unleash', url: 'https://f.example.com', admin: 'rekey/admin/unleash' },
    });
    expect(contacts).toEqual([]);
  });

  test('puts an issuer into a nested stack, and refuses a name that is none', () => {
    expect(read('issuers:\n  a: {kind: aws-iam, stack: vendors}\n').issuers['a' as IssuerName]?.stack).toBe('vendors');
    expect(refusal('issuers:\n  a: {kind: aws-iam, stack: "my vendors"}\n').message).toMatch(/:2: issuers\.a\.stack: /);
  });

  test('brings the text of a catalogue beside it', () => {
    writeFileSync(join(folder, 'mine.yaml'), 'kind: mine\n');

    const { issuers } = read('issuers:\n  mine: {kind: mine, admin: a, catalogue: mine.yaml}\n');

    expect(Object.values(issuers)[0]?.catalogue).toBe('kind: mine\n');
  });

  test('has its functions traced unless it says otherwise', () => {
    const issuers = 'issuers:\n  aws: {kind: aws-iam}\n';

    expect(read(issuers).tracing).toBe(true);
    expect(read(`${issuers}tracing: false\n`).tracing).toBe(false);
    expect(refusal(`${issuers}tracing: sometimes\n`).message).toMatch(/:3: tracing: /);
  });

  test('opens the doors it names, and none otherwise', () => {
    const issuers = 'issuers:\n  aws: {kind: aws-iam}\n';

    expect(read(issuers).doors).toBeUndefined();
    expect(read(`${issuers}doors: {github: {}, awsHealth: {issuers: [aws]}}\n`).doors).toEqual({
      github: { url: 'https://api.github.com' },
      awsHealth: { issuers: ['aws'] },
    });
  });

  test('opens to discovery the secrets it names, and none otherwise', () => {
    const { issuers } = read(
      'issuers:\n  a: {kind: aws-iam}\n  b: {kind: aws-iam, discover: {prefixes: [shop/]}}\n  c: {kind: aws-iam, discover: {tags: {team: shop}}}\n',
    );
    expect(Object.values(issuers).map(({ discover }) => discover)).toEqual([
      undefined,
      { prefixes: ['shop/'], tags: {} },
      { prefixes: [], tags: { team: 'shop' } },
    ]);
  });

  test('opens doors for stacks, each for the keys it names', () => {
    const { registrations } = read('issuers:\n  aws: {kind: aws-iam}\nregistrations:\n  shop: [shop/*, ci/publish]\n');

    expect(registrations).toEqual({ shop: ['shop/*', 'ci/publish'] });
  });

  test.each([
    [
      'a beginning of names that means all',
      'issuers:\n  u:\n    kind: aws-iam\n    discover: {prefixes: ["*"]}\n',
      4,
      'issuers.u.discover.prefixes.0',
    ],
    [
      'a discovery of the secrets of Rekey itself',
      'issuers:\n  u:\n    kind: aws-iam\n    discover: {prefixes: [ci/, re]}\n',
      4,
      'issuers.u.discover.prefixes.1',
    ],
    [
      'a discovery that opens nothing',
      'issuers:\n  u:\n    kind: aws-iam\n    discover: {}\n',
      4,
      'issuers.u.discover',
    ],
    [
      'a door for keys that are none',
      'issuers:\n  aws: {kind: aws-iam}\nregistrations:\n  shop: [shop*]\n',
      4,
      'registrations.shop.0',
    ],
    [
      'a door for an issuer that is none',
      'issuers:\n  u: {kind: u, admin: a}\ndoors:\n  awsHealth: {issuers: [v]}\n',
      4,
      'doors.awsHealth.issuers.0',
    ],
    [
      'a GitHub without https',
      'issuers:\n  u: {kind: u, admin: a}\ndoors:\n  github: {url: "http://g.example"}\n',
      4,
      'doors.github.url',
    ],
    [
      'an unknown field',
      'issuers:\n  unleash:\n    kind: unleash\n    admin: a\n    token: x\n',
      5,
      'issuers.unleash.token',
    ],
    [
      'plain http',
      'issuers:\n  unleash:\n    kind: u\n    url: http://f.example.com\n    admin: a\n',
      4,
      'issuers.unleash.url',
    ],
    ['no admin credential', 'contacts: []\nissuers:\n  unleash:\n    kind: u\n', 3, 'issuers.unleash.admin'],
    ['a name that no queue can have', 'issuers:\n  Un leash: {kind: u, admin: a}\n', 2, 'issuers.Un leash'],
    ['no issuer', 'issuers: {}\n', 1, 'issuers'],
    ['a contact that is no address', 'issuers:\n  u: {kind: u, admin: a}\ncontacts:\n  - ops\n', 4, 'contacts.0'],
  ])('refuses %s, with file, line and field', (_what, text, line, field) => {
    const error = refusal(text);

    expect(error.code).toBe('bad_input');
    expect(error.problems.map((problem) => problem.field)).toEqual([field]);
    expect(error.message).toContain(`${file}:${line}: `);
  });

  test('refuses what is no YAML, with its line', () => {
    expect(refusal('issuers:\n  u: {kind: u\n').message).toMatch(/rekey\.yaml:[23]: /);
  });

  test('refuses a file that is not there', () => {
    expect(() => readConfig(join(folder, 'absent.yaml'))).toThrow(expect.objectContaining({ code: 'bad_input' }));
  });
});
