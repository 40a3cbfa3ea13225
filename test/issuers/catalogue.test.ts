import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { shippedKinds } from '../../lib/issuers/catalogue';
import { loadCatalogue } from '../../lib/issuers/load-catalogue';
import { RekeyError } from '../../lib/model/rekey-error';
import { instantCatalogue } from './instant-catalogue';
import { rollingCatalogue } from './rolling-catalogue';

const folder = path.join(__dirname, '..', '..', 'lib', 'issuers', 'catalogue');

describe.each(shippedKinds)('the shipped catalogue of %s', (kind) => {
  it('is the same as JSON and as YAML (npx yaml --json --single writes the one from the other)', () => {
    const text = readFileSync(path.join(folder, `${kind}.yaml`), 'utf8');
    expect(JSON.parse(readFileSync(path.join(folder, `${kind}.json`), 'utf8'))).toEqual(parse(text));
    expect(loadCatalogue(text, `${kind}.yaml`).kind).toBe(kind);
  });
});

describe('a catalogue', () => {
  type Json = { [name: string]: Json };

  /** The instant catalogue with one member (`a.b.c`) changed; undefined removes it. */
  function withChange(field: string, value: unknown, text = instantCatalogue): string {
    const catalogue = parse(text) as Json;
    const names = field.split('.');
    const last = names.pop() as string;
    const holder = names.reduce((at, name) => at[name] as Json, catalogue);
    if (value === undefined) delete holder[last];
    else holder[last] = value as Json;
    return stringify(catalogue);
  }

  it.each<[string, unknown, string]>([
    ['identity', 'name', 'identity'],
    ['operations.revoke', undefined, 'operations.revoke'],
    ['operations.mint.request.path', 'v1/tokens', 'operations.mint.request.path'],
    ['operations.mint.request.surprise', 1, 'operations.mint.request'],
    ['operations.mint.request.json', '${label', 'operations.mint.request.json'],
    ['operations.mint.request.json', '${key.token}', 'operations.mint.request'],
    ['operations.find.request.path', '/${admin.token}', 'operations.find.request'],
    ['operations.verify.request.path', '/who?am=${key.token}', 'operations.verify.request.path'],
    ['operations.verify.alive', [200, 401], 'operations.verify'],
    ['operations.find.items', 'tokens[', 'operations.find.items'],
    ['operations.mint.fields', { token: 'token', other: 'other' }, 'operations.mint.fields'],
    ['operations.disable', undefined, 'capabilities.disable'],
    ['item.label', undefined, 'item.label'],
    ['auth.admin', { scheme: 'telepathy' }, 'auth.admin.scheme'],
    ['auth.subject', { scheme: 'header', headers: { a: '${key.secret}' } }, 'auth.subject'],
    ['operations.checkAdmin.request.path', '/${config.account}', 'operations.checkAdmin.request'],
    ['patterns', [{ name: 'slow', regex: '(a+)+b' }], 'patterns.0.regex'],
    ['patterns', [{ name: 'open', regex: 'ins_[a-f]+' }], 'patterns.0.regex'],
    ['patterns', [{ name: 'nested', regex: '(?:a{1,50}){1,50}b' }], 'patterns.0.regex'],
    ['patterns', [{ name: 'back', regex: '(a)b\\1' }], 'patterns.0.regex'],
    ['patterns', [{ name: 'anchored', regex: '^ins_a' }], 'patterns.0.regex'],
    ['patterns', [{ name: 'broken', regex: 'ins_(' }], 'patterns.0.regex'],
    ['capabilities.revocationSeconds', -1, 'capabilities.revocationSeconds'],
    ['url', 'http://tokens.example.com', 'url'],
  ])('with %s = %j is refused, naming %s', (field, value, named) => {
    let thrown: unknown;
    try {
      loadCatalogue(withChange(field, value), 'mine.yaml');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(RekeyError);
    const { code, message, problems } = thrown as RekeyError;
    expect(code).toBe('bad_input');
    expect(message).toContain('mine.yaml');
    expect(problems.map((problem) => problem.field)).toContain(named);
  });

  it.each<[string, unknown, string]>([
    ['operations.roll', undefined, 'operations.roll'],
    ['capabilities.roll', undefined, 'capabilities.roll'],
    ['capabilities.roll', { graceMaxSeconds: -1 }, 'capabilities.roll.graceMaxSeconds'],
    ['capabilities.family', 'overlap', 'operations.roll'],
    ['capabilities.maxActive', 2, 'capabilities.maxActive'],
    ['identity', 'value', 'identity'],
    ['operations.roll.fields', { other: 'other' }, 'operations.roll.fields'],
    ['operations.roll.request.path', '/v1/${label}', 'operations.roll.request'],
    ['operations.revoke.request.path', '/v1/token', 'operations.revoke.request'],
  ])('that rolls in place, with %s = %j, is refused, naming %s', (field, value, named) => {
    let thrown: unknown;
    try {
      loadCatalogue(withChange(field, value, rollingCatalogue), 'mine.yaml');
    } catch (error) {
      thrown = error;
    }
    expect((thrown as RekeyError).problems.map((problem) => problem.field)).toContain(named);
  });

  it('is refused with one kind of error, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        expect(() => loadCatalogue(text, 'mine.yaml')).toThrow(RekeyError);
      }),
    );
  });
});
